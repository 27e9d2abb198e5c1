package io.quarkiverse.processmanager.runtime.config.export;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of container images, as a registry accepts them: a host, a path, a tag, a digest. */
public final class ImageName {

    private static final String PATTERN = "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\\d{1,5})?/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*"
            + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@[a-z0-9]+:[0-9a-f]{32,})?";
    /** A URL, or a name behind a user. The sign before a digest is not that of a user. */
    private static final Pattern URL = Pattern
            .compile("([A-Za-z][A-Za-z0-9+.-]*://)?(?:(.*)@(?!sha\\d{3}:))?(.*)", Pattern.DOTALL);

    private static final String EXAMPLE = "registry.example.org/acme/api:1.2";
    private static final String REFUSAL = "' is not the name of a container image, such as " + EXAMPLE;

    private ImageName() {
    }

    /** The message about a text that is no name; empty for a name and for a blank text. */
    public static Optional<String> problem(String text) {
        String image = text.strip();
        if (image.isEmpty() || image.matches(PATTERN)) {
            return Optional.empty();
        }
        Matcher url = URL.matcher(image);
        boolean scheme = url.matches() && url.group(1) != null;
        boolean user = url.group(2) != null && (scheme || url.group(2).indexOf(':') >= 0);
        if (!scheme && !user) {
            return Optional.of("'" + image + REFUSAL);
        }
        String name = url.group(3).matches(PATTERN) ? url.group(3) : EXAMPLE;
        return Optional.of(user ? "contains a user of a registry, which no name of an image has; write " + name
                + ", and log in to the registry, as with docker login or an image pull secret of Kubernetes"
                : "is a URL, and an image has a name without a scheme; write " + name);
    }
}
