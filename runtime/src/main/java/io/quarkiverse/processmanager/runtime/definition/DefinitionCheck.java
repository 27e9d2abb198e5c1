package io.quarkiverse.processmanager.runtime.definition;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.StopPolicy.Leftovers;
import io.quarkiverse.processmanager.UsageLimits;
import io.quarkiverse.processmanager.WatchPolicy;
import io.quarkiverse.processmanager.probe.NotifyProbe;
import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkiverse.processmanager.runtime.definition.command.CommandCheck;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;
import io.quarkiverse.processmanager.runtime.definition.task.TaskCheck;
import io.quarkiverse.processmanager.runtime.definition.terminal.TerminalCheck;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;
import io.quarkiverse.processmanager.runtime.definition.traits.ReplicaCheck;
import io.quarkiverse.processmanager.runtime.files.FileSet;

/**
 * The rules for a single definition, from the configuration or from code. The plan checks the rules for several definitions
 * together.
 */
public final class DefinitionCheck {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    /** The exit codes of a process. Those of Windows have 32 bits. */
    private static final int HIGHEST_EXIT_CODE = 255;
    /** Each rotation renames all backups. */
    private static final int MOST_BACKUPS = 1_000;

    private static final String DATA_DIR = "DATA_DIR";
    private static final boolean CASE_INSENSITIVE = File.separatorChar == '\\';

    private final ProcessDefinition definition;
    private final List<Problem> problems = new ArrayList<>();

    private DefinitionCheck(ProcessDefinition definition) {
        this.definition = definition;
    }

    /** All violations of the rules, in the order of the settings. */
    public static List<Problem> problems(ProcessDefinition definition) {
        DefinitionCheck check = new DefinitionCheck(definition);
        check.identity();
        check.command();
        check.environment();
        ListenCheck.check(definition, (setting, message) -> check.refuse(true, setting, message));
        ExecutionCheck.check(definition.execution(), (setting, message) -> check.refuse(true, setting, message));
        check.kind();
        TaskCheck.check(definition, KindInference.sign(definition), (setting, message) -> check.refuse(true, setting, message));
        check.contributions();
        check.dependencies();
        check.start();
        check.exitCodes();
        definition.healthCheck().ifPresent(health -> check.schedule("health.", health.schedule()));
        definition.liveness().ifPresent(check::liveness);
        check.restart();
        check.stop();
        check.log();
        check.limits();
        check.traits();
        CommandCheck.check(definition.commands(),
                ProcessSettings.of(definition).traits().replication().declared().isPresent(),
                (setting, message) -> check.refuse(true, setting, message));
        return List.copyOf(check.problems);
    }

    private void identity() {
        refuse(!ID.matcher(definition.id()).matches(), "", "the id '" + definition.id()
                + "' must be a lower-case letter followed by at most 62 lower-case letters, digits and dashes");
        refuse(!definition.name().equals(definition.id()) && CONTROL.matcher(definition.name()).find(), "name",
                "contains a control character");
    }

    private void command() {
        List<String> words = definition.command().words();
        refuse(!definition.external() && (words.isEmpty() || words.get(0).isBlank()), "command", "is missing or empty");
        refuse(words.stream().anyMatch(word -> word.indexOf('\0') >= 0), "command", "contains a NUL character");
        TerminalCheck.check(definition, (setting, message) -> refuse(true, setting, message));
        definition.command().environment().forEach((name, value) -> {
            refuse(!isVariable(name), "env", notAVariable(name));
            refuse(value.indexOf('\0') >= 0, "env." + name, "contains a NUL character");
        });
    }

    /** The application reads its configuration before a pattern is applied. */
    private void contributions() {
        Set<String> ofPattern = definition.pattern().map(pattern -> pattern.settings().keySet()).orElse(Set.of());
        String late = "comes from a pattern, which is applied after the application has read its configuration; "
                + "set it as a property of the process";
        for (String key : definition.config().keySet()) {
            String setting = ContributedKeys.setting(key);
            ContributedKeys.problem(key).ifPresent(message -> refuse(true, setting, message));
            refuse(ofPattern.contains(setting), setting, late);
        }
        for (String setting : List.of("auto-start", "modes", "test")) {
            refuse(!definition.config().isEmpty() && ofPattern.contains(setting), setting,
                    "decides whether the config of the process counts, but " + late);
        }
    }

    private void kind() {
        boolean creates = definition.start().creates().isPresent();
        Optional<String> sign = KindInference.sign(definition);
        refuse(definition.start().dataDir().isPresent() && definition.command().unsetEnvironment().contains(DATA_DIR),
                "unset-env",
                "removes DATA_DIR, but data-dir sets it; keep one of them");
        refuse(definition.start().creates().filter(path -> path.toString().isEmpty()).isPresent(), "creates", "is empty");
        if (creates && ProcessSettings.isService(definition)) {
            refuse(true, "creates", "is for a task, but the kind is service; write kind=task, or remove creates");
        } else if (creates) {
            sign.ifPresent(port -> refuse(true, "creates", "is for a task, but " + port
                    + " is for a process that serves; keep one of them"));
        } else if (ProcessSettings.isTask(definition)) {
            sign.ifPresent(port -> refuse(true, "kind", "is task, but " + port
                    + " is for a process that serves; remove it, or write kind=service"));
        }
    }

    private void traits() {
        ReplicaCheck.check(definition, ProcessSettings.of(definition).traits().replication(),
                (setting, message) -> refuse(true, setting, message));
        for (String tag : definition.tags()) {
            refuse(!ID.matcher(tag).matches(), "tags", "'" + tag
                    + "' must be a lower-case letter followed by at most 62 lower-case letters, digits and dashes");
        }
        WatchPolicy watch = definition.watch();
        for (String pattern : watch.patterns()) {
            String problem = FileSet.problem(pattern);
            refuse(!problem.isEmpty(), "watch", "'" + pattern + "' is no pattern: " + problem);
        }
        refuse(!watch.patterns().isEmpty() && watch.patterns().stream().allMatch(pattern -> pattern.startsWith("!")), "watch",
                "only excludes files; name the files to watch, too");
        refuse(watch.action() == WatchPolicy.Action.SIGNAL && !Signals.isName(watch.signal()), "watch.action",
                "'" + watch.signal() + "' is no signal; write a name, such as signal:HUP");
        refuse(watch.debounce().isNegative(), "watch.debounce", text(watch.debounce()) + " is negative");
    }

    private void environment() {
        Command command = definition.command();
        command.unsetEnvironment().forEach(name -> refuse(!isVariable(name), "unset-env",
                notAVariable(name)));
        refuse(CASE_INSENSITIVE, "env", command.environment().keySet());
    }

    /** Two names that are one name where the system ignores the case of names. */
    static Optional<String> sameName(Set<String> names) {
        Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : names) {
            String other = seen.putIfAbsent(name, name);
            if (other != null) {
                return Optional.of("'" + other + "' and '" + name + "' are the same variable on Windows; keep one of them");
            }
        }
        return Optional.empty();
    }

    private void refuse(boolean ignoresCase, String setting, Set<String> names) {
        sameName(names).filter(message -> ignoresCase).ifPresent(message -> refuse(true, setting, message));
    }

    /** A name such as {@code TOKEN=x} has a value, which can be a secret. */
    private static String notAVariable(String name) {
        return "'" + Secrets.ofTexts().mask(name) + "' cannot be the name of an environment variable";
    }

    private static boolean isVariable(String name) {
        return !name.isEmpty() && name.indexOf('=') < 0 && name.indexOf('\0') < 0;
    }

    private void dependencies() {
        Set<String> seen = new HashSet<>();
        for (Dependency dependency : definition.dependencies()) {
            refuse(!seen.add(dependency.id()), "depends-on", "'" + dependency.id() + "' is named twice");
        }
    }

    private void start() {
        definition.start().phase().filter(phase -> !definition.start().auto()).ifPresent(phase -> refuse(true, "start-phase",
                "says when the process starts, but " + (definition.start().schedule().isSet() ? "its schedule starts it"
                        : "auto-start is false") + "; remove one of them"));
        positive("startup-window", definition.start().window());
        positive("startup-timeout", definition.start().timeout());
        List<String> preStart = definition.start().preStart();
        refuse(!preStart.isEmpty() && preStart.get(0).isBlank(), "pre-start.command", "is empty");
        refuse(preStart.stream().anyMatch(word -> word.indexOf('\0') >= 0), "pre-start.command", "contains a NUL character");
        definition.start().waitTimeout().ifPresent(timeout -> positive("wait-timeout", timeout));
    }

    private void exitCodes() {
        refuse(definition.successExitCodes().isEmpty(), "success-exit-codes", "names no exit code");
        for (int code : definition.successExitCodes()) {
            refuse(!CASE_INSENSITIVE && (code < 0 || code > HIGHEST_EXIT_CODE), "success-exit-codes",
                    code + " is not between 0 and " + HIGHEST_EXIT_CODE);
        }
    }

    private void schedule(String group, ProbeSchedule schedule) {
        refuse(schedule.initialDelay().isNegative(), group + "initial-delay", text(schedule.initialDelay()) + " is negative");
        positive(group + "interval", schedule.interval());
        positive(group + "timeout", schedule.timeout());
        atLeast(1, group + "retries", schedule.retries());
        atLeast(1, group + "success-threshold", schedule.successThreshold());
    }

    /** With a liveness check, the health check only reports: two checks that restart would race. */
    private void liveness(ProcessCheck liveness) {
        schedule("liveness.", liveness.schedule());
        boolean watchdog = NoticeSettings.of(definition).flatMap(NotifyProbe::watchdog).isPresent();
        definition.healthCheck().map(ProcessCheck::onUnhealthy).filter(OnUnhealthy.RESTART::equals)
                .ifPresent(restart -> refuse(true, "health.on-unhealthy", (watchdog ? "is restart because of health.watchdog"
                        : "is restart") + ", but the liveness check restarts the process; "
                        + (watchdog ? "write none, or remove one of the two" : "remove one of the two")));
    }

    private void restart() {
        RestartPolicy restart = definition.restart();
        boolean creates = definition.start().creates().isPresent() && !ProcessSettings.isService(definition);
        String task = creates ? "creates" : "kind=task";
        refuse(restart.mode() == RestartPolicy.Mode.ALWAYS && (creates || ProcessSettings.isTask(definition)), "restart.policy",
                "is always, but " + task + " is for a process that is done when it has exited with success; "
                        + "write on-failure, or remove " + task);
        refuse(restart.delay().isNegative(), "restart.delay", text(restart.delay()) + " is negative");
        refuse(restart.maxDelay().compareTo(restart.delay()) < 0, "restart.max-delay",
                text(restart.maxDelay()) + " is shorter than restart.delay, " + text(restart.delay()));
        refuse(!(restart.backoff() >= 1 && restart.backoff() <= 1000), "restart.backoff",
                restart.backoff() + " is not between 1 and 1000");
        refuse(!(restart.jitter() >= 0 && restart.jitter() <= 1), "restart.jitter",
                restart.jitter() + " is not between 0 and 1");
        restart.max().ifPresent(max -> atLeast(0, "restart.max", max));
        refuse(restart.max().isEmpty() && restart.delay().isZero(), "restart.delay", "is zero, and restart.max is "
                + RestartSettings.UNLIMITED + ": the process would be started without a pause for ever");
        positive("restart.reset-after", restart.resetAfter());
    }

    private void stop() {
        StopPolicy stop = definition.stop();
        refuse(!Signals.isName(stop.signal()), "stop.signal",
                "'" + stop.signal() + "' is not the name of a signal, such as TERM, INT or RTMIN+3");
        positive("stop.timeout", stop.timeout());
        refuse(stop.command().stream().anyMatch(word -> word.indexOf('\0') >= 0), "stop.command", "contains a NUL character");
        refuse(stop.leftovers() == Leftovers.KEEP && definition.execution().detached(), "leftovers",
                "cannot be keep for a detached process: the engine would never stop its left-over processes");
    }

    private void log() {
        // The longest character has four bytes, and the engine cuts no character.
        atLeast(0, "log.rate-limit", definition.log().rateLimit());
        atLeast(4, "log.line-length", definition.log().maxLineBytes());
        refuse(definition.log().bufferBytes() < definition.log().maxLineBytes(), "log.buffer-size",
                definition.log().bufferBytes() + " bytes cannot hold one line of log.line-length, "
                        + definition.log().maxLineBytes() + " bytes");
        definition.log().file().ifPresent(file -> {
            atLeast(1, "log.file.rotation.max-file-size", file.maxBytes());
            refuse(file.maxBackups() < 1 || file.maxBackups() > MOST_BACKUPS, "log.file.rotation.max-backup-index",
                    file.maxBackups() + " is not between 1 and " + MOST_BACKUPS);
        });
    }

    private void limits() {
        UsageLimits limits = definition.usageLimits();
        limits.memoryBytes().ifPresent(bytes -> {
            atLeast(1, "usage-limit.memory", bytes);
            requireMetrics("usage-limit.memory");
        });
        limits.cpuPercent().ifPresent(percent -> {
            refuse(!(percent > 0 && percent < Double.POSITIVE_INFINITY), "usage-limit.cpu",
                    percent + " is not a percentage above 0");
            requireMetrics("usage-limit.cpu");
        });
        atLeast(1, "usage-limit.samples", limits.samples());
    }

    private void requireMetrics(String setting) {
        refuse(!definition.metrics(), setting, "has no effect without measurements: metrics.enabled is false");
    }

    private void positive(String setting, Duration value) {
        refuse(value.isNegative() || value.isZero(), setting, text(value) + " is not longer than zero");
    }

    private void atLeast(long least, String setting, long value) {
        refuse(value < least, setting, value + " is less than " + least);
    }

    private void refuse(boolean wrong, String setting, String message) {
        if (wrong) {
            problems.add(new Problem(definition.id(), setting, message));
        }
    }

    private static String text(Duration duration) {
        return SettingText.of(duration);
    }
}
