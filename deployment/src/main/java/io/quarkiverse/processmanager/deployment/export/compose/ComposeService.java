package io.quarkiverse.processmanager.deployment.export.compose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.StartPolicy.OnDependencyRestart;
import io.quarkiverse.processmanager.UsageLimits.Action;
import io.quarkiverse.processmanager.deployment.export.ExportPlan;
import io.quarkiverse.processmanager.deployment.export.ExportedProcess;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;

/** One process as a service of Compose. Pure functions. */
final class ComposeService {

    /** The profile of the processes that do not start with the others. */
    static final String MANUAL = "manual";
    private static final Map<Condition, String> CONDITIONS = Map.of(Condition.STARTED, "service_started", Condition.RUNNING,
            "service_started", Condition.HEALTHY, "service_healthy", Condition.COMPLETED, "service_completed_successfully",
            Condition.EXITED, "service_completed_successfully");

    private ComposeService() {
    }

    static Map<String, Object> of(ExportedProcess process, ExportPlan plan, ComposeApplication application) {
        ProcessDefinition definition = process.definition();
        Map<String, Object> service = new LinkedHashMap<>();
        service.put("image", ComposeText.plain(process.image().orElseThrow()));
        List<String> words = ComposeText.of(process.words());
        if (!words.isEmpty()) {
            // The entry point of an official image prepares the data, and runs the words.
            service.put(process.service().isPresent() ? "command" : "entrypoint", words);
        }
        if (process.service().isEmpty()) {
            // A program with the pid 1 ignores each signal that it does not handle.
            service.put("init", true);
        }
        directory(process, application).ifPresent(directory -> service.put("working_dir", ComposeText.plain(directory)));
        definition.execution().user().ifPresent(user -> service.put("user", user + definition.execution().group()
                .map(group -> ":" + group).orElse("")));
        put(service, "env_file", process.envFiles().all().stream().map(application::relative).toList());
        Map<String, String> environment = new LinkedHashMap<>();
        process.environment().forEach((name, text) -> {
            // Compose lets the variables of the document override those of the files.
            if (!process.envFiles().overridden().contains(name)) {
                environment.put(name, ComposeText.of(text));
            }
        });
        put(service, "environment", environment);
        put(service, "expose", new TreeSet<>(process.ports().values()).stream().map(String::valueOf).toList());
        input(process, service);
        put(service, "volumes", volumes(process, application));
        put(service, "depends_on", dependencies(process, plan, application.name()));
        ComposeCheck.of(process).ifPresent(check -> service.put("healthcheck", check));
        service.put("restart", restart(definition.restart()));
        service.put("stop_signal", "SIG" + definition.stop().signal());
        service.put("stop_grace_period", ComposeText.of(definition.stop().timeout()));
        if (!definition.stop().command().isEmpty()) {
            service.put("pre_stop",
                    List.of(Map.of("command", ComposeText.of(process.texts(definition.stop().command())))));
        }
        put(service, "ulimits", ulimits(definition.execution().ulimits()));
        put(service, "deploy", deploy(definition));
        put(service, "profiles", profiles(process, plan));
        return service;
    }

    private static void put(Map<String, Object> service, String key, List<?> values) {
        if (!values.isEmpty()) {
            service.put(key, values);
        }
    }

    private static void put(Map<String, Object> service, String key, Map<String, ?> values) {
        if (!values.isEmpty()) {
            service.put(key, values);
        }
    }

    /** The working directory in the container; empty for that of the image. */
    static Optional<String> directory(ExportedProcess process, ComposeApplication application) {
        return process.service().isPresent() ? Optional.empty()
                : process.definition().command().directory().filter(Path::isAbsolute)
                        .filter(path -> !path.startsWith(application.project())).map(Path::toString);
    }

    private static void input(ExportedProcess process, Map<String, Object> service) {
        if (process.definition().command().terminal().isPresent()) {
            service.put("tty", true);
        }
        if (process.definition().command().stdin().filter(stdin -> stdin.isOpen()).isPresent()) {
            service.put("stdin_open", true);
        }
    }

    private static List<String> volumes(ExportedProcess process, ComposeApplication application) {
        List<String> volumes = new ArrayList<>();
        process.dataDirectory().ifPresent(directory -> volumes.add(volume(process.id()) + ":" + ComposeText.plain(directory)));
        process.service().flatMap(image -> image.scripts()).ifPresent(directory -> {
            int number = 1;
            for (String script : process.initScripts()) {
                Path path = Path.of(script);
                // An image runs the scripts in the order of their names.
                volumes.add(application.relative(path) + ":" + directory + "/" + String.format(Locale.ROOT, "%02d-", number++)
                        + path.getFileName() + ":ro");
            }
        });
        return volumes;
    }

    /** The name of the volume with the data of a process. */
    static String volume(String id) {
        return id + "-data";
    }

    private static Map<String, Object> dependencies(ExportedProcess process, ExportPlan plan, String applicationName) {
        Map<String, Object> dependencies = new LinkedHashMap<>();
        process.waitsFor().forEach((id, condition) -> {
            Condition possible = condition == Condition.HEALTHY && plan.find(id).filter(ComposeCheck::has).isEmpty()
                    ? Condition.STARTED
                    : condition;
            dependencies.put(id, dependency(CONDITIONS.get(possible),
                    process.definition().start().onDependencyRestart() == OnDependencyRestart.RESTART));
        });
        if (ProcessSettings.startsAfterApp(process.definition())) {
            dependencies.put(applicationName, dependency("service_started", false));
        }
        return dependencies;
    }

    static Map<String, Object> dependency(String condition, boolean restart) {
        Map<String, Object> dependency = new LinkedHashMap<>();
        dependency.put("condition", condition);
        if (restart) {
            dependency.put("restart", true);
        }
        return dependency;
    }

    private static String restart(RestartPolicy policy) {
        return switch (policy.mode()) {
            case ALWAYS -> "always";
            case NEVER -> "no";
            case ON_FAILURE -> "on-failure" + (policy.max().isPresent() ? ":" + policy.max().getAsInt() : "");
        };
    }

    private static Map<String, Object> ulimits(Map<String, String> limits) {
        Map<String, Object> ulimits = new LinkedHashMap<>();
        limits.forEach((name, value) -> {
            String[] both = value.split(":", 2);
            Map<String, Object> limit = new LinkedHashMap<>();
            limit.put("soft", number(both[0]));
            limit.put("hard", number(both[both.length - 1]));
            ulimits.put(name, limit);
        });
        return ulimits;
    }

    private static long number(String limit) {
        return limit.equals("unlimited") ? -1 : Long.parseLong(limit);
    }

    private static Map<String, Object> deploy(ProcessDefinition definition) {
        Map<String, Object> deploy = new LinkedHashMap<>();
        if (definition.replicas() != 1) {
            deploy.put("replicas", definition.replicas());
        }
        if (definition.usageLimits().memoryBytes().isPresent() && definition.usageLimits().action() == Action.RESTART) {
            deploy.put("resources", Map.of("limits",
                    Map.of("memory", definition.usageLimits().memoryBytes().getAsLong() + "b")));
        }
        return deploy;
    }

    /**
     * The tags are profiles, so that {@code --profile} chooses what {@code only} chooses. A process that starts on request has the
     * profile {@code manual}, unless another one needs it.
     */
    static List<String> profiles(ExportedProcess process, ExportPlan plan) {
        boolean needed = process.definition().start().auto() || plan.processes().stream()
                .anyMatch(other -> other.definition().start().auto() && other.waitsFor().containsKey(process.id()));
        return needed ? List.copyOf(new TreeSet<>(process.definition().tags())) : List.of(MANUAL);
    }
}
