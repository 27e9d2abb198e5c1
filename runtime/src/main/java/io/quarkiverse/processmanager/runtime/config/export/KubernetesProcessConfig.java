package io.quarkiverse.processmanager.runtime.config.export;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

import io.quarkus.runtime.annotations.ConfigGroup;

/** The settings of one process for the manifests of {@code quarkus-kubernetes}. */
@ConfigGroup
public interface KubernetesProcessConfig {

    /**
     * The image of the process in a Kubernetes cluster (default: {@code image}; the official image for a service with another
     * {@code kubernetes} setting). The manifests of {@code quarkus-kubernetes} contain a process if it has an image.
     */
    Optional<String> image();

    /**
     * Where the process runs in a Kubernetes cluster. {@code sidecar}: in the pod of the application; the application starts
     * when the process is healthy. {@code container}: in the pod of the application, without an order. {@code separate}: a
     * Deployment with a Service of its own. A task is an init container of the pod, or a Job with {@code separate}. A task with
     * a schedule is always a CronJob (default: {@code sidecar} for a process that starts before the application and for one
     * that another process of the pod depends on, otherwise {@code container}; {@code separate} with {@code replicas}).
     */
    Optional<KubernetesPlacement> placement();

    /**
     * The name of the Secret with the secrets of the process (default: the name of the application and {@code -processes}). You
     * create the Secret. The build reports its keys, such as {@code DB_PASSWORD}. The manifests contain no secret value.
     */
    Optional<String> secret();

    /**
     * The size of a PersistentVolumeClaim for the data directory, such as {@code 1Gi} (default: none; the data is then lost
     * with the pod).
     */
    Optional<String> storage();

    /** Values that Kubernetes would refuse. */
    static void check(KubernetesProcessConfig config, BiConsumer<String, String> problems) {
        config.image().filter(image -> !image.isBlank() && !image.strip().matches(ImageName.PATTERN))
                .ifPresent(image -> problems
                        .accept("kubernetes.image", "'" + image
                                + "' is not the name of a container image, such as registry.example.org/acme/api:1.2"));
        config.secret().filter(name -> !Names.SUBDOMAIN.matcher(name).matches() || name.length() > 253)
                .ifPresent(name -> problems.accept("kubernetes.secret",
                        "'" + name + "' is not the name of a Secret; use lower-case letters, digits, dashes and dots"));
        config.storage().filter(size -> !Names.QUANTITY.matcher(size).matches()).ifPresent(size -> problems.accept(
                "kubernetes.storage", "'" + size + "' is not a size; write a number with a unit, such as 512Mi or 10Gi"));
    }

    /** What Kubernetes accepts as a name and as a size. */
    final class Names {

        private static final Pattern SUBDOMAIN = Pattern
                .compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
        private static final Pattern QUANTITY = Pattern.compile("[1-9][0-9]*(\\.[0-9]+)?([KMGTPE]i|[kMGTPE])");

        private Names() {
        }
    }
}
