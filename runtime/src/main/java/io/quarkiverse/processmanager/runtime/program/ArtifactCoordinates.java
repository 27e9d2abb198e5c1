package io.quarkiverse.processmanager.runtime.program;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The coordinates of a Maven artifact, in the order that Quarkus uses: {@code group:artifact}, {@code group:artifact:version},
 * {@code group:artifact:classifier:version} or {@code group:artifact:classifier:type:version}.
 *
 * @param version the version; empty for the version that the build of the application manages
 */
public record ArtifactCoordinates(String group, String artifact, String classifier, String type, Optional<String> version) {

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.+-]+");
    private static final String FORMS = "; use group:artifact:version, or group:artifact for the version that the application manages";

    /**
     * Reads coordinates.
     *
     * @throws IllegalArgumentException with the end of a sentence about the text
     */
    public static ArtifactCoordinates parse(String text) {
        List<String> parts = List.of(text.strip().split(":", -1));
        if (parts.size() < 2 || parts.size() > 5) {
            throw new IllegalArgumentException("'" + text + "' are not the coordinates of a Maven artifact" + FORMS);
        }
        for (int i = 0; i < parts.size(); i++) {
            boolean mayBeEmpty = i == 2 && parts.size() == 5;
            String part = parts.get(i);
            if (part.startsWith("[") || part.startsWith("(")) {
                throw new IllegalArgumentException("'" + text + "' has a range of versions; write one version");
            }
            if (!PART.matcher(part).matches() && !(mayBeEmpty && part.isEmpty())) {
                throw new IllegalArgumentException("'" + text + "' are not the coordinates of a Maven artifact: "
                        + (part.isEmpty() ? "a part is empty" : "'" + part + "' has a character that no part can have")
                        + FORMS);
            }
        }
        return new ArtifactCoordinates(parts.get(0), parts.get(1), parts.size() > 3 ? parts.get(2) : "",
                parts.size() == 5 ? parts.get(3) : "jar",
                parts.size() == 2 ? Optional.empty() : Optional.of(parts.get(parts.size() - 1)));
    }

    /** The same artifact with a version. */
    public ArtifactCoordinates withVersion(String other) {
        return new ArtifactCoordinates(group, artifact, classifier, type, Optional.of(other));
    }

    /** The coordinates in the shortest form that has all parts. */
    @Override
    public String toString() {
        String middle = type.equals("jar") ? classifier.isEmpty() ? "" : ":" + classifier : ":" + classifier + ":" + type;
        return group + ":" + artifact + middle + version.map(some -> ":" + some).orElse("");
    }
}
