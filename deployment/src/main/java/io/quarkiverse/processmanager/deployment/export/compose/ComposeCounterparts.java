package io.quarkiverse.processmanager.deployment.export.compose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.UsageLimits.Action;
import io.quarkiverse.processmanager.deployment.export.Counterparts;
import io.quarkiverse.processmanager.deployment.export.ExportedProcess;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.runtime.config.KnownKeys;

/** What Compose has for the settings of a process, and what it does not have. */
final class ComposeCounterparts {

    private static final String BUDGET = "is left out: Compose restarts with delays of its own";
    private static final String MACHINE = "is left out: a container has no such setting";

    static final Counterparts TABLE = new Counterparts(
            Set.of("image", "command", "args", "shell", "npm-script", "env.*", "env-file", "port", "ports.*", "depends-on",
                    "wait-for", "health.url", "health.path", "health.port", "health.host", "health.type", "health.command",
                    "health.args", "health.shell", "health.file", "health.interval", "health.timeout", "health.retries",
                    "startup-timeout", "restart.policy", "restart.max", "stop.signal", "stop.timeout", "stop.command",
                    "stop.shell", "auto-start", "tags", "replicas", "stdin", "data-dir", "ulimits.*", "user",
                    "on-dependency-restart", "service", "service.version", "service.init-scripts", "inherit-env", "unset-env",
                    "leftovers", "cwd", "group", "usage-limit.memory", "usage-limit.action"),
            lacking());

    private ComposeCounterparts() {
    }

    private static Map<String, String> lacking() {
        Map<String, String> lacking = new TreeMap<>();
        for (String key : List.of("restart.delay", "restart.backoff", "restart.max-delay", "restart.jitter",
                "restart.reset-after")) {
            lacking.put(key, BUDGET);
        }
        for (String key : List.of("umask", "nice", "isolation", "detached")) {
            lacking.put(key, MACHINE);
        }
        for (String key : List.of("watch", "watch.action", "watch.debounce", "watch.cascade")) {
            lacking.put(key, "is left out: Compose watches no files of a container");
        }
        for (String key : List.of("artifact", "main-class", "java-options")) {
            lacking.put(key, "is left out: the artifact is a file of this machine, so the image runs its own command");
        }
        for (String key : List.of("schedule.cron", "schedule.every", "schedule.time-zone", "schedule.overlap")) {
            lacking.put(key, "is left out: Compose has no schedules; run the task with docker compose run");
        }
        for (String key : List.of("health.method", "health.headers.*", "health.expected-status", "health.log", "health.notify",
                "health.watchdog", "health.grpc", "health.expected-exit-code")) {
            lacking.put(key, "is left out: no command in a container checks this; set health.command, which Compose runs");
        }
        KnownKeys.ofProcesses().stream().filter(key -> key.startsWith("liveness.")).forEach(key -> lacking.put(key,
                "is left out: a container has one check, and the health check is it"));
        lacking.put("health.initial-delay", "is left out: Compose checks from the start on, and ignores failures during "
                + "startup-timeout");
        lacking.put("health.success-threshold", "is left out: one success makes a container healthy");
        lacking.put("health.on-unhealthy", "is left out: Compose does not restart an unhealthy container");
        lacking.put("pre-start.command", "is left out: make the command part of the entry point of the image");
        lacking.put("pre-start.shell", "is left out, as is pre-start.command");
        lacking.put("success-exit-codes", "is left out: only exit code 0 is a success for Compose");
        lacking.put("creates", "is left out: Compose runs a task with each start");
        lacking.put("rerun", "is left out: Compose runs a task with each start");
        lacking.put("wait-timeout", "is left out: docker compose up waits for all dependencies; set its --wait-timeout");
        lacking.put("stop.scope", "is left out: the stop signal goes to the first process of the container");
        lacking.put("log.mode", "is left out: the container engine keeps the output");
        for (String key : List.of("log.file.path", "log.file.rotation.max-file-size", "log.file.rotation.max-backup-index")) {
            lacking.put(key, "is left out: the container engine keeps the output");
        }
        lacking.put("usage-limit.cpu", "is left out: a container is slowed down at a limit and not restarted");
        lacking.put("usage-limit.samples", "is left out: the kernel enforces the limit of a container at once");
        return lacking;
    }

    /** Everything about a process that the document does not have. */
    static List<Problem> missing(ExportedProcess process, ComposeApplication application) {
        List<Problem> missing = new ArrayList<>(TABLE.missing(process));
        String id = process.id();
        if (process.isLocalProgram() && process.written().contains("command") && process.service().isEmpty()) {
            missing.add(
                    new Problem(id, "command", "is left out: the program is a file of this machine, so the image runs its own "
                            + "command; set another command for the profile prod"));
        }
        if (process.isLocalProgram() && process.service().isEmpty()) {
            process.ports().values().stream().filter(port -> !process.fixedPorts().contains(port)).forEach(port -> missing.add(
                    new Problem(id, "port", "is 0: the image must listen on the port of the variable PORT, which is " + port
                            + "; set the port on which the image listens")));
        }
        if (process.written().contains("cwd") && ComposeService.directory(process, application).isEmpty()) {
            missing.add(new Problem(id, "cwd", "is left out: it is a directory of this project; the image has its own"));
        }
        if (process.written().contains("group") && process.definition().execution().user().isEmpty()) {
            missing.add(new Problem(id, "group", "is left out: Compose needs the user, too"));
        }
        process.probe().filter(CommandProbe.class::isInstance).map(CommandProbe.class::cast)
                .filter(check -> check.expectedExitCode() != 0 && !process.written().contains("health.expected-exit-code"))
                .ifPresent(check -> missing
                        .add(new Problem(id, "health.command", "is left out: it succeeds with another exit code "
                                + "than 0")));
        process.probe().filter(HttpProbe.class::isInstance).map(HttpProbe.class::cast)
                .filter(check -> !ComposeCheck.isPlain(check)).ifPresent(check -> missing.add(new Problem(id,
                        process.written().contains("health.url") ? "health.url" : "health.path",
                        "is left out with its method, headers and status")));
        boolean memory = process.written().contains("usage-limit.memory");
        if (memory && process.definition().usageLimits().action() != Action.RESTART) {
            missing.add(new Problem(id, "usage-limit.memory", "is left out: a container ends at its limit, and the action is "
                    + process.definition().usageLimits().action().name().toLowerCase(Locale.ROOT)));
        }
        if (process.written().contains("service.init-scripts")
                && process.service().flatMap(image -> image.scripts()).isEmpty()) {
            missing.add(new Problem(id, "service.init-scripts", "is left out: the image runs no scripts"));
        }
        replicas(process, missing);
        files(process, missing);
        process.waitsFor().forEach((other, condition) -> {
            if (condition == Condition.EXITED) {
                missing.add(new Problem(id, "depends-on", "waits for '" + other
                        + "' to exit with success: Compose has no condition for an exit with another code"));
            }
        });
        return missing;
    }

    /** Without the names in a file, the document has the variables that the file may override here. */
    private static void files(ExportedProcess process, List<Problem> missing) {
        Set<String> names = new TreeSet<>(process.environment().keySet());
        names.removeAll(process.envFiles().overriding());
        if (!process.envFiles().unread().isEmpty() && !names.isEmpty()) {
            String files = process.envFiles().unread().stream().map(Path::toString).collect(Collectors.joining(", "));
            missing.add(new Problem(process.id(), "env-file", "'" + files + "' cannot be read by the build: where it sets "
                    + String.join(", ", names) + ", remove that variable here, because Compose prefers this document"));
        }
    }

    private static void replicas(ExportedProcess process, List<Problem> missing) {
        if (process.definition().replicas() == 1) {
            return;
        }
        if (process.dataDirectory().isPresent()) {
            missing.add(new Problem(process.id(), "data-dir", "is one volume for all replicas"));
        }
        boolean indexed = Stream.concat(process.definition().command().words().stream(),
                process.definition().command().environment().values().stream()).anyMatch(text -> text.contains("{replica}"));
        missing.add(new Problem(process.id(), "replicas", "have no index: the variable REPLICA_INDEX is missing"
                + (indexed ? ", and {replica} stays as it is in the command and in the environment" : "")));
    }
}
