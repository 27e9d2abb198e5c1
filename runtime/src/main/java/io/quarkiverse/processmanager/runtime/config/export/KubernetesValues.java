package io.quarkiverse.processmanager.runtime.config.export;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** The rules for the values of the settings below {@code kubernetes}. */
public final class KubernetesValues {

    private static final Pattern SUBDOMAIN = Pattern
            .compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final Pattern QUANTITY = Pattern.compile("[1-9][0-9]*(\\.[0-9]+)?([KMGTPE]i|[kMGTPE])");

    private KubernetesValues() {
    }

    /** Values that Kubernetes would refuse. */
    public static void check(Optional<String> someImage, Optional<String> someSecret, Optional<String> someStorage,
            BiConsumer<String, String> problems) {
        someImage.flatMap(ImageName::problem).ifPresent(message -> problems.accept("kubernetes.image", message));
        someSecret.filter(name -> !SUBDOMAIN.matcher(name).matches() || name.length() > 253)
                .ifPresent(name -> problems.accept("kubernetes.secret",
                        "'" + name + "' is not the name of a Secret; use lower-case letters, digits, dashes and dots"));
        someStorage.filter(size -> !QUANTITY.matcher(size).matches()).ifPresent(size -> problems.accept(
                "kubernetes.storage", "'" + size + "' is not a size; write a number with a unit, such as 512Mi or 10Gi"));
    }
}
