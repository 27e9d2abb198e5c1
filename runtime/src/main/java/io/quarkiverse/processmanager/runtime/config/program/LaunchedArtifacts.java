package io.quarkiverse.processmanager.runtime.config.program;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;

import io.quarkiverse.processmanager.runtime.program.ArtifactFinder;
import io.quarkiverse.processmanager.runtime.program.ArtifactFinder.Unpacking;

/**
 * The files of the artifacts for a packaged application that a test launches, as with {@code @QuarkusIntegrationTest}. The
 * packaged application has no resolver, but it runs on the machine of the test, whose build has one. The build writes what it has
 * resolved into a file, and a system property of the application names this file.
 */
public final class LaunchedArtifacts {

    /** The system property with the path of the file. */
    public static final String PROPERTY = "process-manager.test.artifacts";

    private static final char SEPARATOR = ' ';

    private LaunchedArtifacts() {
    }

    /**
     * Writes the answers of a resolver.
     *
     * @param answers the answer for each list of coordinates
     */
    public static void write(Path file, Map<List<String>, Map<String, String>> answers) throws IOException {
        Properties properties = new Properties();
        answers.forEach((coordinates, answer) -> answer
                .forEach((name, value) -> properties.setProperty(String.join(",", coordinates) + SEPARATOR + name, value)));
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    /** The function that answers with the content of a file. */
    static Function<Map<String, String>, Map<String, String>> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return request -> {
            List<String> coordinates = Unpacking.of(request).map(Unpacking::coordinates)
                    .orElseGet(() -> ArtifactFinder.coordinatesOf(request));
            String prefix = String.join(",", coordinates) + SEPARATOR;
            Map<String, String> answer = new TreeMap<>();
            properties.stringPropertyNames().stream().filter(name -> name.startsWith(prefix))
                    .forEach(name -> answer.put(name.substring(prefix.length()), properties.getProperty(name)));
            return answer.isEmpty()
                    ? ArtifactFinder.problem("is not among the artifacts that the build of the test has resolved")
                    : answer;
        };
    }
}
