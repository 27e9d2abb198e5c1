package io.quarkiverse.processmanager.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A project of {@code src/test/projects}, built by a separate Maven. */
public final class TinyProject {

    private static final Path PROJECTS = Path.of("src/test/projects");
    private static final String VERSION = System.getProperty("project.version");

    private final OwnMaven maven;
    private final Path directory;

    private TinyProject(OwnMaven maven, Path directory) {
        this.maven = maven;
        this.directory = directory;
    }

    /** Copies the project to an empty directory, and runs goals of Maven in it, which must succeed. */
    public static TinyProject build(String name, Path place, String... goals) throws IOException, InterruptedException {
        TinyProject project = new TinyProject(OwnMaven.with(place.resolve("repository")), place.resolve("project"));
        copy(PROJECTS.resolve(name), project.directory);
        Path pom = project.directory.resolve("pom.xml");
        Files.writeString(pom, Files.readString(pom).replace("@project.version@", VERSION));
        Path log = place.resolve("build.log");
        ProcessBuilder builder = new ProcessBuilder(project.maven(goals)).directory(project.directory.toFile())
                .redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        Process maven = builder.start();
        try {
            assertThat(maven.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(maven.exitValue()).as(Files.readString(log)).isZero();
            return project;
        } finally {
            maven.destroyForcibly().waitFor();
        }
    }

    /** A copy of the project in another directory, for use at the same time. */
    public TinyProject copy(Path place) {
        Path copy = place.resolve("project");
        copy(directory, copy);
        return new TinyProject(maven, copy);
    }

    public Path directory() {
        return directory;
    }

    /** The Maven command for goals of this project. */
    public List<String> maven(String... goals) {
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
