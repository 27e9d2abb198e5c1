package io.quarkiverse.processmanager.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The project in {@code src/test/projects/deaths}, built by a Maven of its own. It uses the extension as anybody's project
 * does:
 * as artifacts in a repository. Nothing of this build is installed, so a repository with what it has built is made for Maven to
 * look into behind the local one.
 */
final class TinyProject {

    private static final Path SOURCES = Path.of("src/test/projects/deaths");
    private static final String VERSION = System.getProperty("project.version");
    private static final Map<String, String> MODULES = Map.of("runtime", "quarkus-process-manager", "runtime-dev",
            "quarkus-process-manager-dev", "deployment", "quarkus-process-manager-deployment");

    private final Path repository;
    private final Path directory;

    private TinyProject(Path repository, Path directory) {
        this.repository = repository;
        this.directory = directory;
    }

    /** Compiles and packages it in an empty directory. */
    static TinyProject build(Path place) throws IOException, InterruptedException {
        TinyProject project = new TinyProject(repository(place.resolve("repository")), place.resolve("project"));
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

    /** The same project somewhere else, so that two can be used at once. */
    TinyProject copy(Path place) {
        Path copy = place.resolve("project");
        copy(directory, copy);
        return new TinyProject(repository, copy);
    }

    Path directory() {
        return directory;
    }

    /** The command for goals of this project. The script of Maven becomes the JVM of Maven. */
    List<String> maven(String... goals) {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "--batch-mode", "--no-transfer-progress", "--no-snapshot-updates",
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                "-Dmaven.repo.local.tail=" + repository, "-Dquarkus.analytics.disabled=true"));
        Path settings = Path.of(System.getProperty("maven.settings"));
        if (Files.exists(settings)) {
            words.addAll(List.of("--settings", settings.toString()));
        }
        if (System.getProperty("maven.network").equals("offline=true")) {
            words.add("--offline");
        }
        words.addAll(List.of(goals));
        return words;
    }

    private static Path repository(Path repository) throws IOException {
        deploy(repository, Path.of(".."), "quarkus-process-manager-parent");
        for (Map.Entry<String, String> module : MODULES.entrySet()) {
            Path directory = Path.of("..", module.getKey());
            String artifact = module.getValue();
            Path place = deploy(repository, directory, artifact);
            String jar = artifact + "-" + VERSION + ".jar";
            Files.copy(directory.resolve("target").resolve(jar), place.resolve(jar));
        }
        return repository;
    }

    private static Path deploy(Path repository, Path directory, String artifact) throws IOException {
        Path place = Files.createDirectories(
                repository.resolve("io/quarkiverse/processmanager").resolve(artifact).resolve(VERSION));
        Files.copy(directory.resolve("pom.xml"), place.resolve(artifact + "-" + VERSION + ".pom"));
        return place;
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
