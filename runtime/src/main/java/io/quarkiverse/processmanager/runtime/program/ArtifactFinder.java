package io.quarkiverse.processmanager.runtime.program;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final String ENTRY = "entry";
    private static final String PROGRAM = "program";
    private static final String DIRECTORY = "directory";
    private static final String VERSION = "version";
    private static final String NEWEST = "newest";
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
        return ArtifactFiles.of(answer(request(processId, coordinates)));
    }

    private static Map<String, String> answer(Map<String, String> request) {
        Map<String, String> answer = resolver.apply(request);
        String problem = answer.get(PROBLEM);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return answer;
    }

    /**
     * The class path of a Java program.
     *
     * @param options the words that select the class path: {@code -cp} with the files, or the file with the option
     * @param directory the directory of the program's own jar
     */
    public record ClassPath(List<String> options, Path directory, String version) {

        public ClassPath {
            options = List.copyOf(options);
        }
    }

    /**
     * Finds the class path of a service, which can download it. A version that is not complete means the newest one that begins
     * with it.
     *
     * @param coordinates the coordinates of the program, then those of additions
     * @throws IllegalArgumentException with the end of a sentence about the artifact
     */
    public static ClassPath classPath(String processId, List<String> coordinates) {
        Map<String, String> request = new TreeMap<>(request(processId, coordinates));
        request.put(NEWEST, "true");
        Map<String, String> answer = answer(request);
        ArtifactFiles files = ArtifactFiles.of(answer);
        List<String> options = files.argumentFile().map(file -> List.of("@" + file))
                .orElse(List.of("-cp", files.joined()));
        return new ClassPath(options, files.classPath().get(0).getParent(), answer.get(VERSION));
    }

    /** Whether a version that is not complete means the newest one that begins with it. */
    public static boolean wantsNewest(Map<String, String> request) {
        return request.containsKey(NEWEST);
    }

    /** The answer to {@link #classPath}. */
    public static Map<String, String> classPathAnswer(ArtifactFiles files, String version) {
        Map<String, String> answer = new TreeMap<>(files.texts());
        answer.put(VERSION, version);
        return answer;
    }

    /**
     * The program that was unpacked from an artifact.
     *
     * @param directory the directory of the executables
     */
    public record Unpacked(Path directory, String version) {

        /** The text form of an answer. */
        public Map<String, String> texts() {
            return Map.of(DIRECTORY, directory.toString(), VERSION, version);
        }
    }

    /**
     * A request to unpack a program.
     *
     * @param entry a regular expression for the entry of the jar
     * @param program the name of a program that is an entry itself
     */
    public record Unpacking(String processId, String artifact, String version, String entry, String program) {

        /** The request of a map; empty if the map requests a class path. */
        public static Optional<Unpacking> of(Map<String, String> request) {
            return request.containsKey(ENTRY)
                    ? Optional.of(new Unpacking(request.get(PROCESS), request.get(ARTIFACT), request.get(VERSION),
                            request.get(ENTRY), request.get(PROGRAM)))
                    : Optional.empty();
        }

        /** The artifact and the version, which identify the program. */
        public List<String> coordinates() {
            return List.of(artifact + ":" + version);
        }

        Map<String, String> texts() {
            return Map.of(PROCESS, processId, ARTIFACT, artifact, VERSION, version, ENTRY, entry, PROGRAM, program);
        }
    }

    /**
     * Finds an artifact with a program for this machine, and unpacks the program, unless that has been done before. This can
     * download.
     *
     * @throws IllegalArgumentException with the end of a sentence about the artifact
     */
    public static Unpacked unpack(Unpacking wanted) {
        Map<String, String> answer = answer(wanted.texts());
        return new Unpacked(Path.of(answer.get(DIRECTORY)), answer.get(VERSION));
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
