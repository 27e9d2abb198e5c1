package io.quarkiverse.processmanager.deployment.export.systemd;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.StartPolicy.OnDependencyRestart;
import io.quarkiverse.processmanager.UsageLimits.Action;
import io.quarkiverse.processmanager.deployment.export.ExportPlan;
import io.quarkiverse.processmanager.deployment.export.ExportedProcess;
import io.quarkiverse.processmanager.deployment.export.ExportedText;
import io.quarkiverse.processmanager.probe.NotifyProbe;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.safe.SecretText;

/** One process as a unit of systemd. Pure functions. */
final class SystemdProcess {

    private final ExportedProcess process;
    private final ProcessDefinition definition;
    private final ExportPlan plan;
    private final SystemdApplication application;

    SystemdProcess(ExportedProcess process, ExportPlan plan, SystemdApplication application) {
        this.process = process;
        this.definition = process.definition();
        this.plan = plan;
        this.application = application;
    }

    /** Writes the unit. */
    UnitFile write(UnitFile unit) {
        unit.section("Unit").set("Description",
                SystemdText.value(application.name() + ": " + SecretText.mask(definition.name())));
        dependencies(unit);
        if (process.isTask()) {
            definition.start().creates()
                    .ifPresent(path -> unit.set("ConditionPathExists", "!" + SystemdText.value(path(path))));
        }
        limits(unit);
        definition.start().waitTimeout()
                .ifPresent(timeout -> unit.set("JobTimeoutSec", SystemdText.of(timeout.plus(definition.start().timeout()))));
        unit.section("Service").set("Type", type());
        if (process.isTask() && !definition.start().schedule().isSet()) {
            unit.set("RemainAfterExit", "yes");
        }
        commands(unit);
        restart(unit);
        stop(unit);
        rights(unit);
        environment(unit);
        return unit;
    }

    private String path(Path path) {
        return application.path(definition.command().directory().orElse(application.project()).resolve(path));
    }

    private void dependencies(UnitFile unit) {
        List<String> after = new ArrayList<>(List.of("network.target"));
        List<String> requires = new ArrayList<>();
        List<String> wants = new ArrayList<>();
        List<String> partOf = new ArrayList<>(List.of(application.name() + ".target"));
        process.waitsFor().forEach((id, condition) -> {
            DistributionUnits.unit(plan.find(id).orElseThrow(), application).ifPresent(some -> {
                after.add(some);
                (condition == Condition.EXITED ? wants : requires).add(some);
                if (definition.start().onDependencyRestart() == OnDependencyRestart.RESTART) {
                    partOf.add(some);
                }
            });
        });
        if (ProcessSettings.startsAfterApp(definition)) {
            after.add(application.name() + ".service");
        }
        unit.set("After", after).set("Requires", requires).set("Wants", wants).set("PartOf", partOf);
    }

    /** The budget of restarts: so many starts in the time in which a process that is up for long enough does not use it up. */
    private void limits(UnitFile unit) {
        RestartPolicy restart = definition.restart();
        if (restart.mode() == RestartPolicy.Mode.NEVER) {
            return;
        }
        if (restart.max().isEmpty()) {
            unit.set("StartLimitIntervalSec", "0");
            return;
        }
        int starts = restart.max().getAsInt() + 1;
        Duration each = restart.delay().plus(restart.resetAfter());
        unit.set("StartLimitBurst", String.valueOf(starts)).set("StartLimitIntervalSec",
                SystemdText.of(each.multipliedBy(starts)));
    }

    private String type() {
        return process.isTask() ? "oneshot" : notice().isPresent() ? "notify" : "exec";
    }

    private Optional<NotifyProbe> notice() {
        return process.probe().filter(NotifyProbe.class::isInstance).map(NotifyProbe.class::cast)
                .filter(probe -> probe.descriptor().isEmpty());
    }

    private void commands(UnitFile unit) {
        if (!definition.start().preStart().isEmpty()) {
            unit.set("ExecStartPre", command(process.texts(definition.start().preStart())));
        }
        unit.set("ExecStart", command(process.ownWords()));
        notice().ifPresent(probe -> {
            unit.set("NotifyAccess", "all");
            unit.set("WatchdogSec", probe.watchdog().map(SystemdText::of));
        });
        Optional<List<ExportedText>> waiting = waiting();
        waiting.ifPresent(words -> unit.set("ExecStartPost", SystemdText.command(withOverrides(words))));
        if (waiting.isPresent() || notice().isPresent()) {
            unit.set("TimeoutStartSec", SystemdText.of(definition.start().timeout()));
        }
    }

    private Optional<List<ExportedText>> waiting() {
        return process.isTask() ? Optional.empty() : SystemdCheck.waiting(process);
    }

    private String command(List<ExportedText> words) {
        List<ExportedText> all = new ArrayList<>(words);
        ExportedText program = all.get(0);
        if (!program.hasReference()) {
            all.set(0, ExportedText.plain(application.program(program.render(plain -> plain, name -> name))));
        }
        return SystemdText.command(withOverrides(all));
    }

    /**
     * A command with the own variables of the process before it if there is a file with variables: those override {@code Environment},
     * and here the own ones override those of a file.
     */
    private List<ExportedText> withOverrides(List<ExportedText> words) {
        List<ExportedText> all = new ArrayList<>();
        process.environment().forEach((name, text) -> {
            if (isOverride(name, text)) {
                all.add(ExportedText.plain(name + "=" + text.render(plain -> plain, any -> any)));
            }
        });
        if (!all.isEmpty()) {
            all.add(0, ExportedText.plain("/usr/bin/env"));
        }
        all.addAll(words);
        return all;
    }

    /** A variable with a secret is in the last file. */
    private boolean isOverride(String name, ExportedText text) {
        return !process.envFiles().all().isEmpty() && process.envFiles().overriding().contains(name)
                && !text.hasReference();
    }

    private void restart(UnitFile unit) {
        RestartPolicy restart = definition.restart();
        unit.set("Restart", restart.mode() == RestartPolicy.Mode.NEVER ? "no"
                : restart.mode().name().toLowerCase(Locale.ROOT)
                        .replace('_', '-'));
        if (restart.mode() != RestartPolicy.Mode.NEVER) {
            unit.set("RestartSec", SystemdText.of(restart.delay()));
        }
        List<String> codes = new TreeSet<>(definition.successExitCodes()).stream().filter(code -> code != 0)
                .map(String::valueOf).toList();
        unit.set("SuccessExitStatus", codes);
    }

    private void stop(UnitFile unit) {
        if (!definition.stop().command().isEmpty()) {
            unit.set("ExecStop", command(process.texts(definition.stop().command())));
        }
        unit.set("KillMode", "control-group").set("KillSignal", "SIG" + definition.stop().signal()).set("TimeoutStopSec",
                SystemdText.of(definition.stop().timeout()));
    }

    private void rights(UnitFile unit) {
        Execution execution = definition.execution();
        unit.set("User", SystemdText.value(execution.user().orElse(application.name())));
        unit.set("Group", execution.group().map(SystemdText::value));
        unit.set("UMask", execution.umask());
        if (execution.nice().isPresent()) {
            unit.set("Nice", String.valueOf(execution.nice().getAsInt()));
        }
        execution.ulimits().forEach((name, value) -> unit.set("Limit" + name.toUpperCase(Locale.ROOT),
                value.replace("unlimited", "infinity")));
        if (definition.usageLimits().memoryBytes().isPresent() && definition.usageLimits().action() == Action.RESTART) {
            unit.set("MemoryMax", String.valueOf(definition.usageLimits().memoryBytes().getAsLong()));
        }
    }

    private void environment(UnitFile unit) {
        unit.set("WorkingDirectory",
                SystemdText.value(application.path(definition.command().directory().orElse(application.project()))));
        process.dataDirectory().ifPresent(directory -> unit.set("StateDirectory", application.name() + "/" + process.id())
                .set("StateDirectoryMode", "0700"));
        process.environment().forEach((name, text) -> {
            if (!text.hasReference() && !isOverride(name, text)) {
                unit.set("Environment", SystemdText.assignment(name, text.render(plain -> plain, any -> any)));
            }
        });
        process.envFiles().all().forEach(file -> unit.set("EnvironmentFile", SystemdText.value(application.path(file))));
        if (!secrets().isEmpty()) {
            unit.set("EnvironmentFile", SystemdText.value(application.environmentFile(application.unit(process.id()))));
        }
        unit.set("UnsetEnvironment", List.copyOf(new TreeSet<>(definition.command().unsetEnvironment())));
    }

    /** The variables that the build does not know, with a comment on those that are not a secret as a whole. */
    Map<String, String> secrets() {
        return EnvironmentTemplate.variables(process.environment(), List.of(process.ownWords(),
                process.texts(definition.stop().command()), process.texts(definition.start().preStart()),
                waiting().orElse(List.of())));
    }
}
