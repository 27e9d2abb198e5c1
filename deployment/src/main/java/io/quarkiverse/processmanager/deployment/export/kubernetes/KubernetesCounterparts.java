package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.deployment.export.Counterparts;
import io.quarkiverse.processmanager.deployment.export.ExportedProcess;

/** What a cluster has for each key of a process. */
final class KubernetesCounterparts {

    private static final String RESTART = "has no counterpart: Kubernetes restarts a container after delays of its own, from 10 s to 5 min, "
            + "without an end";
    private static final String LOG = "has no counterpart: Kubernetes keeps the output, and kubectl logs shows it";
    private static final String WATCH = "is for dev mode: an image has no files that change";
    private static final String TERMINAL = "has no counterpart: a container of the manifests has no standard input";
    private static final String PRE_START = "has no counterpart; let the entry point of the image run the command";
    private static final String OTEL = "is for processes that the application starts; collect the output in the cluster, and set the "
            + "variables of OpenTelemetry as env";
    /** What a Job has, and a container of a Deployment has not. */
    private static final Set<String> OF_JOB = Set.of("restart.max", "restart.policy");

    static final Counterparts TABLE = new Counterparts(
            Set.of("image", "kubernetes.image", "kubernetes.placement", "kubernetes.secret", "kubernetes.storage", "command",
                    "args",
                    "shell", "artifact", "main-class", "java-options", "npm-script", "cwd", "env.*", "inherit-env", "unset-env",
                    "port", "ports.*", "depends-on", "wait-for", "startup-timeout", "auto-start", "replicas", "data-dir",
                    "health.type", "health.url", "health.path", "health.port", "health.host", "health.method",
                    "health.expected-status", "health.headers.*", "health.command", "health.args", "health.shell",
                    "health.expected-exit-code", "health.file", "health.grpc", "health.log", "health.notify",
                    "health.initial-delay", "health.interval", "health.timeout", "health.retries",
                    "health.success-threshold", "health.on-unhealthy", "liveness.type", "liveness.url", "liveness.path",
                    "liveness.host", "liveness.method", "liveness.expected-status", "liveness.headers.*", "liveness.args",
                    "liveness.shell", "liveness.expected-exit-code",
                    "liveness.port", "liveness.command", "liveness.file", "liveness.grpc", "liveness.initial-delay",
                    "liveness.interval", "liveness.timeout", "liveness.retries", "stop.signal", "stop.timeout", "stop.command",
                    "stop.shell", "user", "group", "isolation", "usage-limit.memory", "usage-limit.cpu",
                    "usage-limit.action", "schedule.cron", "schedule.every", "schedule.overlap", "schedule.time-zone",
                    "service", "service.version", "external"),
            lacking());

    private KubernetesCounterparts() {
    }

    private static Map<String, String> lacking() {
        Map<String, String> lacking = new TreeMap<>();
        List.of("restart.policy", "restart.max", "restart.delay", "restart.backoff", "restart.max-delay", "restart.jitter",
                "restart.reset-after").forEach(key -> lacking.put(key, RESTART));
        List.of("log.mode", "log.file.path", "log.file.rotation.max-file-size", "log.file.rotation.max-backup-index")
                .forEach(key -> lacking.put(key, LOG));
        List.of("watch", "watch.action", "watch.debounce", "watch.cascade").forEach(key -> lacking.put(key, WATCH));
        List.of("pre-start.command", "pre-start.shell").forEach(key -> lacking.put(key, PRE_START));
        List.of("otel.logs", "otel.environment").forEach(key -> lacking.put(key, OTEL));
        lacking.put("stdin", TERMINAL);
        lacking.put("leftovers", "has no counterpart: a container ends with its first process");
        lacking.put("stop.scope", "has no counterpart: Kubernetes signals the first process of a container");
        lacking.put("nice", "has no counterpart; usage-limit.cpu is a share of the CPU time");
        lacking.put("umask", "has no counterpart; let the entry point of the image set the mask");
        lacking.put("ulimits.*", "has no counterpart: the container runtime of a node sets these limits");
        lacking.put("detached", "has no counterpart: a container ends with its pod");
        lacking.put("success-exit-codes", "has no counterpart: only 0 is a success");
        lacking.put("on-dependency-restart", "has no counterpart: Kubernetes restarts no dependents");
        lacking.put("creates", "has no counterpart: the task runs with each start of the pod");
        lacking.put("rerun", "has no counterpart: the task runs with each start of the pod");
        lacking.put("wait-timeout", "has no counterpart: Kubernetes waits without an end");
        lacking.put("env-file", "is a file of the build; make a ConfigMap of the file, or write its variables as env");
        lacking.put("health.watchdog", "has no counterpart; use a check that Kubernetes makes");
        lacking.put("usage-limit.samples", "has no counterpart: a limit of Kubernetes holds at each moment");
        lacking.put("service.init-scripts",
                "are files of the build; make a ConfigMap of the files, and mount it where the image expects them");
        lacking.put("tags", "have no counterpart; quarkus.kubernetes.labels sets labels of the application");
        return lacking;
    }

    /** The settings of a process that the manifests do not have. */
    static List<Problem> missing(ExportedProcess process, Place place) {
        boolean job = place == Place.JOB || place == Place.CRON_JOB;
        List<Problem> missing = new ArrayList<>(
                TABLE.missing(process).stream().filter(problem -> !job || !OF_JOB.contains(problem.setting()))
                        .map(problem -> withFiles(process, problem)).toList());
        if (!process.envFiles().common().isEmpty()) {
            missing.add(new Problem("", "env-file",
                    named(process.envFiles().common(), "is a file of the build; make a ConfigMap of the file, or write its "
                            + "variables as quarkus.process-manager.env")));
        }
        return missing;
    }

    private static String named(List<Path> files, String message) {
        return "(" + files.stream().map(Path::toString).collect(Collectors.joining(", ")) + ") " + message;
    }

    /** Names the files that the user has to bring into the cluster. */
    private static Problem withFiles(ExportedProcess process, Problem problem) {
        List<String> files = switch (problem.setting()) {
            case "env-file" -> process.envFiles().own().stream().map(Path::toString).toList();
            case "service.init-scripts" -> process.initScripts();
            default -> List.of();
        };
        return files.isEmpty() ? problem
                : new Problem(problem.processId(), problem.setting(),
                        "(" + String.join(", ", files) + ") " + problem.message());
    }
}
