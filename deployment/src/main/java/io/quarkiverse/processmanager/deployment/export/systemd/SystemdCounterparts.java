package io.quarkiverse.processmanager.deployment.export.systemd;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.cronutils.model.CronType;

import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.SchedulePolicy;
import io.quarkiverse.processmanager.SchedulePolicy.Overlap;
import io.quarkiverse.processmanager.StopPolicy.Leftovers;
import io.quarkiverse.processmanager.UsageLimits.Action;
import io.quarkiverse.processmanager.deployment.export.Counterparts;
import io.quarkiverse.processmanager.deployment.export.ExportedProcess;
import io.quarkiverse.processmanager.probe.NotifyProbe;
import io.quarkiverse.processmanager.runtime.config.KnownKeys;

/** What systemd has for the settings of a process, and what it does not have. */
final class SystemdCounterparts {

    static final Counterparts TABLE = new Counterparts(
            Set.of("command", "args", "shell", "npm-script", "env.*", "env-file", "unset-env", "inherit-env", "cwd", "port",
                    "ports.*", "depends-on", "wait-for", "wait-timeout", "health.url", "health.path", "health.port",
                    "health.host",
                    "health.type", "health.command", "health.args", "health.shell", "health.file", "health.method",
                    "health.headers.*", "health.notify", "health.watchdog", "startup-timeout", "restart.policy",
                    "restart.delay",
                    "restart.max", "restart.reset-after", "stop.signal", "stop.timeout", "stop.command", "stop.shell",
                    "stop.scope", "leftovers", "auto-start", "tags", "data-dir", "ulimits.*", "user", "group", "umask", "nice",
                    "isolation", "detached", "success-exit-codes", "creates", "schedule.cron", "schedule.every",
                    "schedule.time-zone", "schedule.overlap", "replicas", "pre-start.command", "pre-start.shell",
                    "on-dependency-restart",
                    "usage-limit.memory", "usage-limit.action", "service", "image", "artifact", "main-class", "java-options",
                    "service.version"),
            lacking());

    /** The options of the {@code java} command that name the classes of a program. */
    private static final Set<String> CLASS_PATH = Set.of("-cp", "-jar", "-classpath", "--class-path");

    private SystemdCounterparts() {
    }

    private static Map<String, String> lacking() {
        Map<String, String> lacking = new TreeMap<>();
        for (String key : List.of("restart.backoff", "restart.max-delay", "restart.jitter")) {
            lacking.put(key, "is left out: systemd restarts after the same delay each time");
        }
        for (String key : List.of("watch", "watch.action", "watch.debounce", "watch.cascade")) {
            lacking.put(key, "is left out: write a .path unit for files that restart a process");
        }
        for (String key : List.of("health.interval", "health.timeout", "health.retries", "health.success-threshold",
                "health.on-unhealthy", "health.initial-delay")) {
            lacking.put(key, "is left out: systemd waits for the first success of the check, and does not repeat it; a "
                    + "health.watchdog goes on");
        }
        for (String key : List.of("health.log", "health.grpc", "health.expected-exit-code", "health.expected-status")) {
            lacking.put(key, "is left out: no command checks this; set health.command");
        }
        KnownKeys.ofProcesses().stream().filter(key -> key.startsWith("liveness.")).forEach(key -> lacking.put(key,
                "is left out: systemd does not repeat checks"));
        for (String key : List.of("log.mode", "log.file.path", "log.file.rotation.max-file-size",
                "log.file.rotation.max-backup-index")) {
            lacking.put(key, "is left out: the journal keeps the output; see journalctl");
        }
        lacking.put("rerun", "is left out: a task runs with each start of the target");
        lacking.put("stdin", "is left out: the standard input of a unit is at its end");
        lacking.put("usage-limit.cpu", "is left out: systemd slows a unit down at a limit, and does not restart it");
        lacking.put("usage-limit.samples", "is left out: the kernel enforces the limit of a unit at once");
        lacking.put("service.init-scripts", "is left out: run the scripts in the server once");
        return lacking;
    }

    /**
     * Why a process has no unit: a build does not resolve the artifacts of a process that runs in dev mode and in tests only, so its
     * command line has no class path.
     */
    static Optional<Problem> withoutCommand(ExportedProcess process) {
        List<String> words = process.definition().command().words();
        boolean artifact = isArtifact(process);
        if (DistributionUnits.isService(process)
                || !words.isEmpty() && !(artifact && words.stream().noneMatch(CLASS_PATH::contains))) {
            return Optional.empty();
        }
        return Optional.of(new Problem(process.id(), artifact ? "artifact" : "command", artifact
                ? "is not on the server, so the process is left out; copy it there, and set a command for the profile prod"
                : "is empty, so the process is left out"));
    }

    /** Whether the program is an artifact. A process that does not run in production has no artifact in its definition. */
    private static boolean isArtifact(ExportedProcess process) {
        return process.written().contains("artifact") && !process.written().contains("command");
    }

    /** Everything about a process that its unit does not have. */
    static List<Problem> missing(ExportedProcess process, CronType cronType) {
        String id = process.id();
        if (DistributionUnits.isService(process)) {
            String name = process.definition().pattern().get().name();
            return List.of(new Problem(id, "service", "is left out: install " + name + " with the package manager of the server"
                    + DistributionUnits.of(process).map(unit -> ", where it has the unit " + unit).orElse("")
                    + (process.ports().isEmpty() ? "" : ", let it listen on port " + process.ports().values().iterator().next())
                    + ", and create what the application needs in it"));
        }
        List<Problem> missing = new ArrayList<>(TABLE.missing(process));
        schedule(process, cronType, missing);
        if (process.definition().replicas() > 1) {
            missing.add(new Problem(id, "replicas", "is left out: the unit is the replica 0; copy it with another index, "
                    + "ports and data directory for each further one"));
        }
        if (isArtifact(process)) {
            missing.add(new Problem(id, "artifact",
                    "is in the local repository of this machine; copy the files to the same paths on "
                            + "the server, or set another command"));
        }
        process.probe().filter(NotifyProbe.class::isInstance).map(NotifyProbe.class::cast)
                .filter(check -> check.descriptor().isPresent()).ifPresent(check -> missing.add(new Problem(id, "health.notify",
                        "is left out: systemd reads a socket and no descriptor; set health.notify=socket")));
        if (process.definition().stop().leftovers() == Leftovers.KEEP) {
            missing.add(new Problem(id, "leftovers",
                    "is left out: systemd ends the rest of a control group with its main process"));
        }
        if (process.written().contains("usage-limit.memory")
                && process.definition().usageLimits().action() != Action.RESTART) {
            missing.add(new Problem(id, "usage-limit.memory", "is left out: a unit ends at its limit, and the action is "
                    + process.definition().usageLimits().action().name().toLowerCase(Locale.ROOT)));
        }
        if (!process.definition().successExitCodes().contains(0)) {
            missing.add(new Problem(id, "success-exit-codes", "is kept, but exit code 0 is a success, too, for systemd"));
        }
        process.waitsFor().forEach((other, condition) -> {
            if (condition == Condition.STARTED || condition == Condition.RUNNING) {
                missing.addAll(early(process, other));
            }
        });
        return missing;
    }

    /** A unit with a check is active when the check has succeeded. */
    private static List<Problem> early(ExportedProcess process, String other) {
        return process.written().contains("depends-on") && process.definition().dependencies().stream()
                .anyMatch(one -> one.id().equals(other) && one.condition().filter(Condition.STARTED::equals).isPresent())
                        ? List.of(new Problem(process.id(), "depends-on", "waits until '" + other
                                + "' is healthy if it has a health check: a unit is active then"))
                        : List.of();
    }

    private static void schedule(ExportedProcess process, CronType cronType, List<Problem> missing) {
        SchedulePolicy schedule = process.definition().start().schedule();
        schedule.cron().filter(cron -> OnCalendar.of(cron, cronType, schedule.timeZone()).isEmpty())
                .ifPresent(cron -> missing.add(new Problem(process.id(), "schedule.cron", "'" + cron
                        + "' is left out: systemd has no calendar event for it; write a timer, or choose a simpler expression")));
        if (schedule.isSet() && process.written().contains("schedule.overlap")
                && schedule.overlap() != Overlap.SKIP) {
            missing.add(new Problem(process.id(), "schedule.overlap",
                    "is skip: a timer does nothing while the unit is active"));
        }
    }
}
