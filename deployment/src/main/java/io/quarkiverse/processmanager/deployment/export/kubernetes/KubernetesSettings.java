package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.util.Optional;

import io.quarkiverse.processmanager.runtime.config.ProcessBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.export.KubernetesPlacement;

/**
 * The settings below {@code kubernetes} of one process.
 *
 * @param image the image in Kubernetes alone
 * @param placement the declared placement
 * @param secret the name of the Secret with the secrets of the process
 * @param storage the size of a volume for the data
 */
record KubernetesSettings(Optional<String> image, Optional<KubernetesPlacement> placement, Optional<String> secret,
        Optional<String> storage) {

    static final KubernetesSettings NONE = new KubernetesSettings(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty());

    static KubernetesSettings of(ProcessBuildTimeConfig config) {
        return new KubernetesSettings(config.kubernetesImage().map(String::strip).filter(image -> !image.isEmpty()),
                config.kubernetesPlacement(),
                config.kubernetesSecret(), config.kubernetesStorage());
    }

    /** Whether the configuration has one of the settings. A service with one of them has the official image as its default. */
    boolean areSet() {
        return !equals(NONE);
    }
}
