package io.quarkiverse.processmanager.deployment.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.program.ArtifactFinder;
import io.quarkus.bootstrap.model.ApplicationModel;
import io.quarkus.bootstrap.model.ApplicationModelBuilder;
import io.quarkus.deployment.QuarkusAugmentor;
import io.quarkus.maven.dependency.ResolvedDependencyBuilder;

/** What a project without a pom has, as one of Gradle: an application model, and the resolver with the settings of Maven. */
class ResolvedProgramsTest {

    private static final Path JANDEX = jar(Index.class);
    private static final String VERSION = version(JANDEX);

    @TempDir
    Path project;

    @Test
    void anArtifactWithAVersionIsResolved() {
        assertThat(resolve("io.smallrye:jandex:" + VERSION)).containsEntry("class-path", JANDEX.toString())
                .containsEntry("main", "org.jboss.jandex.Main").doesNotContainKey("argument-file");
    }

    @Test
    void theVersionIsThatOfADependencyOfTheApplication() {
        assertThat(resolve("io.smallrye:jandex")).containsEntry("class-path", JANDEX.toString());
    }

    @Test
    void aVersionThatTheApplicationDoesNotHaveIsAProblem() {
        assertThat(resolve("no.such.group:no-such-artifact").get("problem"))
                .startsWith("no.such.group:no-such-artifact has no version");
    }

    @Test
    void aLongClassPathIsWrittenIntoAnArgumentFileThatIsWrittenAgainWhenItIsGone() throws IOException {
        String artifacts = "io.smallrye:jandex:" + VERSION + ",io.quarkus:quarkus-core-deployment:"
                + version(jar(QuarkusAugmentor.class));
        Path file = Path.of(resolve(artifacts).get("argument-file"));
        assertThat(Files.readString(file)).startsWith("-cp\n\"" + JANDEX);

        Files.delete(file);

        assertThat(Path.of(resolve(artifacts).get("argument-file"))).isEqualTo(file).exists();
    }

    @Test
    void theClassPathOfAServiceHasTheNewestVersionThatBeginsWithTheWantedOne() {
        ResolvedPrograms programs = new ResolvedPrograms(application(), project, project.resolve("target"));
        ArtifactFinder.use(programs);
        try {
            ArtifactFinder.ClassPath found = ArtifactFinder.classPath("stub", List.of("io.smallrye:jandex:" + VERSION));

            assertThat(found).isEqualTo(
                    new ArtifactFinder.ClassPath(List.of("-cp", JANDEX.toString()), JANDEX.getParent(), VERSION));
            assertThat(programs.ofServices()).as("for packaged applications that a test launches")
                    .containsOnlyKeys(List.of("io.smallrye:jandex:" + VERSION));
        } finally {
            ArtifactFinder.useNone();
        }
    }

    private static Path jar(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    /** A local repository has a directory for each version. */
    private static String version(Path jar) {
        return jar.getParent().getFileName().toString();
    }

    private Map<String, String> resolve(String artifacts) {
        return new ResolvedPrograms(application(), project, project.resolve("target"))
                .apply(ArtifactFinder.request("stub", List.of(artifacts.split(","))));
    }

    private ApplicationModel application() {
        try {
            Path classes = Files.createDirectories(project.resolve("classes"));
            return new ApplicationModelBuilder().setAppArtifact(ResolvedDependencyBuilder.newInstance().setGroupId("acme")
                    .setArtifactId("app").setVersion("1").setResolvedPath(classes))
                    .addDependency(ResolvedDependencyBuilder.newInstance().setGroupId("io.smallrye").setArtifactId("jandex")
                            .setVersion(VERSION).setResolvedPath(JANDEX).setDeploymentCp())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
