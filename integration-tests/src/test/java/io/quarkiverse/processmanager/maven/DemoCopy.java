package io.quarkiverse.processmanager.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.demo.OwnPorts;

/** A copy of the demo in its own directory, on free ports. */
public final class DemoCopy {

    private final Path directory;
    private final int port;

    private DemoCopy(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** @param directory a directory that does not exist */
    public static DemoCopy in(Path directory) throws IOException {
        copy(Path.of("src/main"), directory.resolve("src/main"));
        Files.copy(Path.of("pom.xml"), directory.resolve("pom.xml"));
        return new DemoCopy(directory, writePorts(directory.resolve("src/main/resources/application.properties")));
    }

    public Path directory() {
        return directory;
    }

    /** The port of the application. */
    public int port() {
        return port;
    }

    public Path properties() {
        return directory.resolve("src/main/resources/application.properties");
    }

    /** The command for dev mode, in the directory of the copy. */
    public static List<String> devMode(OwnMaven maven, String... options) {
        List<String> words = new ArrayList<>(
                maven.command("-Denforcer.skip=true", "-Dformat.skip=true", "-Dformat.config=eclipse-format.xml",
                        "-Dmaven.buildNumber.skip=true", "-Ddebug=false", "quarkus:dev"));
        words.addAll(List.of(options));
        return words;
    }

    /** Replaces the ports of the demo, and adds the port of the application. */
    private static int writePorts(Path properties) throws IOException {
        int http = OwnPorts.next();
        Files.writeString(properties, Files.readString(properties)
                .replace("redis.port=16379", "redis.port=" + OwnPorts.next())
                .replace("quotes.port=18081", "quotes.port=" + OwnPorts.next()) + """

                        quarkus.http.host=127.0.0.1
                        quarkus.http.port=%d
                        """.formatted(http));
        return http;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
