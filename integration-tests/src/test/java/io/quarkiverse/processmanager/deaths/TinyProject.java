package io.quarkiverse.processmanager.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.maven.OwnMaven;

/** The project in {@code src/test/projects/deaths}, built by a separate Maven. */
final class TinyProject {

    private static final Path SOURCES = Path.of("src/test/projects/deaths");
    private static final String VERSION = System.getProperty("project.version");

    private final OwnMaven maven;
    private final Path directory;

    private TinyProject(OwnMaven maven, Path directory) {
        this.maven = maven;
        this.directory = directory;
    }

    /** Compiles and packages it in an empty directory. */
    static TinyProject build(Path place) throws IOException, InterruptedException {
        TinyProject project = new TinyProject(OwnMaven.with(place.resolve("repository")), place.resolve("project"));
        copy(SOURCES, project.directory);
        Path pom = project.directory.resolve("pom.xml");
        Files.writeString(pom, Files.readString(pom).replace("@project.version@", VERSION));
        Path log = place.resolve("build.log");
        Process maven = new ProcessBuilder(project.maven("resources:resources", "compiler:compile", "compiler:testCompile",
                "jar:jar", "quarkus:build")).directory(project.directory.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        try {
            assertThat(maven.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(maven.exitValue()).as(Files.readString(log)).isZero();
            return project;
        } finally {
            maven.destroyForcibly().waitFor();
        }
    }

    /** A copy of the project in another directory, for use at the same time. */
    TinyProject copy(Path place) {
        Path copy = place.resolve("project");
        copy(directory, copy);
        return new TinyProject(maven, copy);
    }

    Path directory() {
        return directory;
    }

    /** The Maven command for goals of this project. */
    List<String> maven(String... goals) {
        return maven.command(goals);
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
