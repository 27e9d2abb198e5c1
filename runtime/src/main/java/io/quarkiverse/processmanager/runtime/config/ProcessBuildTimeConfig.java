package io.quarkiverse.processmanager.runtime.config;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.CheckGroup;
import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.runtime.config.export.ImageName;
import io.quarkiverse.processmanager.runtime.config.export.KubernetesPlacement;
import io.quarkiverse.processmanager.runtime.config.export.KubernetesValues;
import io.quarkiverse.processmanager.runtime.config.service.ServiceBuildTimeConfig;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocSection;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithName;

/** The settings of one process that the build fixes. */
@ConfigGroup
public interface ProcessBuildTimeConfig {

    /**
     * The process or the template from which this process takes each setting that it does not have itself, except {@code name}
     * and {@code template}. An own setting wins, whatever its source is; an empty one removes the setting of the other process. A
     * map such as {@code env} is merged by its keys, a list is replaced as a whole. The other process can extend a further one.
     * The {@code quarkus.process-manager.defaults} come last.
     */
    @WithName("extends")
    Optional<String> extendsFrom();

    /**
     * Whether these settings only serve other processes, which name this id in {@code extends}. A template does not start, no view
     * shows it, and no process can depend on it.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> template();

    /**
     * The pattern of the process, such as {@code web-server}, or a pattern of the application. A pattern changes the defaults
     * of other settings; a setting of the process overrides it. The guide on patterns lists all patterns.
     */
    Optional<String> pattern();

    /**
     * Service: a server that the process manager knows, with defaults of its own.
     */
    @ConfigDocSection
    ServiceBuildTimeConfig service();

    /**
     * Whether the process is done when it exits ({@code task}), or must keep running ({@code service}). Without this property
     * the kind follows from other settings: {@code creates}, {@code rerun} or a {@code schedule}, or {@code :completed} in {@code depends-on} of another process,
     * makes a task; a {@code port}, an HTTP check and a TCP check make a service. Each pattern of the extension is for a service. Otherwise
     * the process is neither: an exit with success completes it.
     * <p>
     * A task is not up before it is done, so a dependent without a condition waits for its completion. A failed task restarts
     * only if {@code restart.policy} or {@code restart.max} is set. A service that exits without a request has failed, whatever
     * its exit code is, unless its restart policy restarts it.
     */
    Optional<ProcessKind> kind();

    /**
     * The processes that must be up before this process starts, separated by commas. Each can have a condition after a
     * colon: {@code db,cache:started,migrate:completed}. The conditions are {@code started} (the operating system has started
     * the dependency), {@code running} (the dependency has survived its {@code startup-window}, or its health check has
     * succeeded), {@code healthy} (its health check succeeds), {@code completed} (the dependency has exited with success) and
     * {@code exited} (the dependency has exited, whatever its exit code is, and has no restart left). The id of a
     * process with replicas means all of them, and {@code worker:any} or {@code worker:any:started} one of them. A question mark at
     * the end, as in {@code db?} or {@code cache:healthy?}, allows that no process with this id is declared or runs in this mode.
     */
    Optional<List<String>> dependsOn();

    /**
     * The condition of the entries of {@code depends-on} without a condition (default: {@code completed} for a task,
     * {@code healthy} for another dependency with a health check, otherwise {@code running}). A task is never up, so
     * {@code running} and {@code healthy} mean {@code completed} for a task.
     */
    Optional<Condition> waitFor();

    /**
     * When the process starts in relation to the application. {@code before-app}: the process is ready, or has completed if it
     * is a task, before another extension uses it at the start of the application, such as Flyway or Hibernate ORM; the start
     * waits for at most {@code quarkus.process-manager.before-app-timeout}, and fails if the process fails. {@code with-app}: the
     * start does not wait for the process. {@code after-app}: the process starts when the application accepts HTTP requests,
     * and <code>${quarkus.http.port}</code> in its settings is the port on which the application listens. Without this
     * property a process is {@code before-app} if it has {@code config} or a {@code before-app} process depends on it, {@code after-app} if it depends
     * on an {@code after-app} process, and {@code with-app} otherwise. With {@code required=false} the start of the
     * application continues with a warning if the process fails.
     */
    Optional<StartPhase> startPhase();

    /**
     * Whether the health of the application is down while this process is not up or not healthy. With {@code false} the health
     * of the process is reported and does not change that of the application.
     */
    @ConfigDocDefault("true")
    Optional<Boolean> required();

    /**
     * The container image that runs the process where containers do: in a written {@code compose.yaml}, and on Kubernetes. A
     * {@code service} has an image of its own. Dev mode, tests and the packaged application do not use the image.
     */
    Optional<String> image();

    /**
     * The kind of the health check. It follows from the key that is set: {@code health.url}, {@code health.path},
     * {@code health.port}, {@code health.command}, {@code health.log}, {@code health.notify}, {@code health.file} or
     * {@code health.grpc}. Without such a key a declared {@code port} is checked
     * with a connection. Set the kind to choose among several keys, or to {@code none} to switch the check off.
     */
    @WithName("health.type")
    Optional<CheckType> healthType();

    /**
     * The health endpoint of the application that reports the process; {@code none} reports it nowhere.
     */
    @WithName("health.group")
    @ConfigDocDefault("readiness")
    Optional<CheckGroup> healthGroup();

    /**
     * The image of the process in a Kubernetes cluster (default: {@code image}; the official image for a service with another
     * {@code kubernetes} setting). The manifests of {@code quarkus-kubernetes} contain a process if it has an image.
     */
    @WithName("kubernetes.image")
    Optional<String> kubernetesImage();

    /**
     * Where the process runs in a Kubernetes cluster. {@code sidecar}: in the pod of the application; the application starts
     * when the process is healthy. {@code container}: in the pod of the application, without an order. {@code separate}: a
     * Deployment with a Service of its own. A task is an init container of the pod, or a Job with {@code separate}. A task with
     * a schedule is always a CronJob (default: {@code sidecar} for a process that starts before the application and for one
     * that another process of the pod depends on, otherwise {@code container}; {@code separate} with {@code replicas}).
     */
    @WithName("kubernetes.placement")
    Optional<KubernetesPlacement> kubernetesPlacement();

    /**
     * The name of the Secret with the secrets of the process (default: the name of the application and {@code -processes}). You
     * create the Secret. The build reports its keys, such as {@code DB_PASSWORD}. The manifests contain no secret value.
     */
    @WithName("kubernetes.secret")
    Optional<String> kubernetesSecret();

    /**
     * The size of a PersistentVolumeClaim for the data directory, such as {@code 1Gi} (default: none; the data is then lost
     * with the pod).
     */
    @WithName("kubernetes.storage")
    Optional<String> kubernetesStorage();

    static void apply(ProcessBuildTimeConfig config, ProcessDefinitionBuilder builder, Problems problems) {
        config.kind().ifPresent(builder::kind);
        config.dependsOn().orElse(List.of()).forEach(entry -> builder.dependsOn(problems.dependency(entry)));
        config.waitFor().ifPresent(builder::waitFor);
        config.startPhase().ifPresent(builder::startPhase);
        config.required().ifPresent(builder::required);
        config.image().flatMap(ImageName::problem).ifPresent(message -> problems.add("image", message));
        builder.health(health -> {
            config.healthType().ifPresent(health::type);
            config.healthGroup().ifPresent(health::group);
        });
        // An application without these settings loads no class of them.
        if (config.kubernetesImage().isPresent() || config.kubernetesSecret().isPresent()
                || config.kubernetesStorage().isPresent()) {
            KubernetesValues.check(config.kubernetesImage(), config.kubernetesSecret(), config.kubernetesStorage(),
                    problems::add);
        }
    }
}
