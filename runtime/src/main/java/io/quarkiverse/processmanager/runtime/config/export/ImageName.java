package io.quarkiverse.processmanager.runtime.config.export;

/** The names of container images, as a registry accepts them: a host, a path, a tag, a digest. */
public final class ImageName {

    /** The expression for a name. */
    public static final String PATTERN = "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\\d{1,5})?/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*"
            + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@[a-z0-9]+:[0-9a-f]{32,})?";

    private ImageName() {
    }
}
