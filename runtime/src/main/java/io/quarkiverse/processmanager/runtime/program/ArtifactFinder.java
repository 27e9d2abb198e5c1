package io.quarkiverse.processmanager.runtime.program;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds the files of Maven artifacts. The build of Quarkus has the resolver of the application and registers it here in dev mode
 * and in tests; a packaged application has none. The registered function has JDK types only, because it comes from another class
 * loader. The thread that builds or starts the application registers the function before any code of the application runs.
 */
public final class ArtifactFinder {

    private static final String PROBLEM = "problem";
    private static final String PROCESS = "process";
    private static final String ARTIFACT = "artifact";
    private static final Function<Map<String, String>, Map<String, String>> NONE = request -> problem(
            "is resolved by the build of Quarkus, in dev mode and in tests only; let the build of the packaged application copy"
                    + " the jar with its dependencies, and set command to the java command line that runs it");

    private static Function<Map<String, String>, Map<String, String>> resolver = NONE;

    private ArtifactFinder() {
    }

    /** Registers the function that answers a request. */
    public static void use(Function<Map<String, String>, Map<String, String>> function) {
        resolver = function;
    }

    /** Removes the function: the application has no resolver. */
    public static void useNone() {
        resolver = NONE;
    }

    /**
     * Finds the files, which can download them.
     *
     * @param processId the process that the messages name
     * @throws IllegalArgumentException with the end of a sentence about the coordinates
     */
    static ArtifactFiles find(String processId, List<String> coordinates) {
        Map<String, String> answer = resolver.apply(request(processId, coordinates));
        String problem = answer.get(PROBLEM);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return ArtifactFiles.of(answer);
    }

    /** A request for the files of artifacts. */
    public static Map<String, String> request(String processId, List<String> coordinates) {
        return Map.of(PROCESS, processId, ARTIFACT, String.join(",", coordinates));
    }

    /** The process of a request. */
    public static String processOf(Map<String, String> request) {
        return request.getOrDefault(PROCESS, "");
    }

    /** The coordinates of a request. */
    public static List<String> coordinatesOf(Map<String, String> request) {
        return List.of(request.getOrDefault(ARTIFACT, "").split(","));
    }

    /** An answer that is the end of a sentence about a problem. */
    public static Map<String, String> problem(String message) {
        return new TreeMap<>(Map.of(PROBLEM, message));
    }
}
