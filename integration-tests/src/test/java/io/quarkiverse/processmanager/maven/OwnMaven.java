package io.quarkiverse.processmanager.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Maven for projects that use the extension as a project of a user does: as artifacts in a repository. This build installs
 * nothing, so Maven gets an additional repository with the artifacts of this build.
 */
public final class OwnMaven {

    private static final String VERSION = System.getProperty("project.version");
    /** The goal quarkus:dev runs the formatter also where the build skips it with the property of our parent. */
    private static final String NO_FORMATTER = "-Dformatter.skip=true";
    private static final Map<String, String> MODULES = Map.of("runtime", "quarkus-process-manager", "runtime-dev",
            "quarkus-process-manager-dev", "deployment", "quarkus-process-manager-deployment", "test-framework",
            "quarkus-process-manager-test", "terminal", "quarkus-process-manager-terminal", "cli",
            "quarkus-process-manager-cli");

    private final Path repository;

    private OwnMaven(Path repository) {
        this.repository = repository;
    }

    /** @param repository the directory for the artifacts of this build */
    public static OwnMaven with(Path repository) throws IOException {
        deploy(repository, Path.of(".."), "quarkus-process-manager-parent");
        for (Map.Entry<String, String> module : MODULES.entrySet()) {
            Path directory = Path.of("..", module.getKey());
            String artifact = module.getValue();
            Path place = deploy(repository, directory, artifact);
            String jar = artifact + "-" + VERSION + ".jar";
            Files.copy(directory.resolve("target").resolve(jar), place.resolve(jar));
        }
        return new OwnMaven(repository);
    }

    /**
     * The command for goals of the project in the working directory. The Maven script replaces itself with the JVM of Maven.
     */
    public List<String> command(String... goals) {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "--batch-mode", "--no-transfer-progress", "--no-snapshot-updates",
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                "-Dmaven.repo.local.tail=" + repository, "-Dquarkus.analytics.disabled=true", NO_FORMATTER));
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

    private static Path deploy(Path repository, Path directory, String artifact) throws IOException {
        Path place = Files.createDirectories(
                repository.resolve("io/quarkiverse/processmanager").resolve(artifact).resolve(VERSION));
        Files.copy(directory.resolve("pom.xml"), place.resolve(artifact + "-" + VERSION + ".pom"));
        return place;
    }
}
