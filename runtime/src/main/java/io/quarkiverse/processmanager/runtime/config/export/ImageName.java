package io.quarkiverse.processmanager.runtime.config.export;

import java.util.Optional;

/** The names of container images, as a registry accepts them: a host, a path, a tag, a digest. */
public final class ImageName {

    private static final String PATTERN = "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\\d{1,5})?/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*"
            + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@[a-z0-9]+:[0-9a-f]{32,})?";

    private static final String REFUSAL = "' is not the name of a container image, such as registry.example.org/acme/api:1.2";

    private ImageName() {
    }

    /** The message about a text that is no name; empty for a name and for a blank text. */
    public static Optional<String> problem(String text) {
        String image = text.strip();
        return image.isEmpty() || image.matches(PATTERN) ? Optional.empty() : Optional.of("'" + image + REFUSAL);
    }
}
