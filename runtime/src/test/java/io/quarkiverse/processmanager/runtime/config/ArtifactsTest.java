package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.program.ArtifactFiles;
import io.quarkiverse.processmanager.runtime.program.ArtifactFinder;
import io.quarkus.runtime.LaunchMode;

/** A process whose program is a Maven artifact. */
class ArtifactsTest {

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final List<Map<String, String>> requests = new ArrayList<>();
    private ArtifactFiles files = new ArtifactFiles(List.of(Path.of("/m2/stub.jar")), Optional.of("stub.Run"),
            Optional.empty());

    @BeforeEach
    void resolveToTheFiles() {
        ArtifactFinder.use(request -> {
            requests.add(request);
            return files.texts();
        });
    }

    @AfterEach
    void resolveNothing() {
        ArtifactFinder.useNone();
    }

    @Test
    void aJarWithoutDependenciesIsRunAsTheJarThatItIs() {
        ProcessDefinition definition = Configured
                .with("stub.artifact=g:stub:1", "stub.args=--port,1", "stub.java-options=-Xmx64m,-Da=b").definition();

        assertThat(definition.command().words()).containsExactly(JAVA, "-Xmx64m", "-Da=b", "-jar", "/m2/stub.jar", "--port",
                "1");
        assertThat(definition.command().program().artifact()).containsExactly("g:stub:1");
    }

    @Test
    void dependenciesAreOnTheClassPath() {
        files = new ArtifactFiles(List.of(Path.of("/m2/stub.jar"), Path.of("/m2/lib.jar")), Optional.of("stub.Run"),
                Optional.empty());

        assertThat(Configured.with("stub.artifact=g:stub:1").definition().command().words()).containsExactly(JAVA, "-cp",
                "/m2/stub.jar" + File.pathSeparator + "/m2/lib.jar", "stub.Run");
    }

    @Test
    void aLongClassPathIsInAFile() {
        files = new ArtifactFiles(List.of(Path.of("/m2/stub.jar"), Path.of("/m2/lib.jar")), Optional.of("stub.Run"),
                Optional.of(Path.of("/app/target/stub.classpath")));

        assertThat(Configured.with("stub.artifact=g:stub:1", "stub.args=x").definition().command().words())
                .containsExactly(JAVA, "@/app/target/stub.classpath", "stub.Run", "x");
    }

    @Test
    void aMainClassCanBeASourceFileAndSeveralArtifactsAreOneRequest() {
        ProcessDefinition definition = Configured
                .with("stub.artifact=g:stub:1, g:more", "stub.main-class=src/main/processes/Unpack.java", "stub.args=target")
                .definition();

        assertThat(definition.command().words()).containsExactly(JAVA, "-cp", "/m2/stub.jar",
                "src/main/processes/Unpack.java", "target");
        assertThat(requests).extracting(ArtifactFinder::processOf, ArtifactFinder::coordinatesOf)
                .containsExactly(org.assertj.core.api.Assertions.tuple("stub", List.of("g:stub:1", "g:more")));
    }

    @Test
    void aJarWithoutAMainClassIsRefusedWithTheKeyToSet() {
        files = new ArtifactFiles(List.of(Path.of("/m2/stub.jar")), Optional.empty(), Optional.empty());

        assertThat(Configured.with("stub.artifact=g:stub:1").problems()).containsExactly("quarkus.processes.stub.artifact: "
                + "g:stub:1 has no main class in its manifest; set main-class to the class with the method main");
    }

    @Test
    void allProblemsOfTheProgramAreReportedTogether() {
        assertThat(Configured.with("a.artifact=stub", "b.artifact=g:stub:1", "b.command=x", "c.artifact=g:c:1", "c.shell=true",
                "d.command=x", "d.main-class=Main", "d.java-options=-Xmx1g", "e.artifact=g:e:1", "e.java-options=-Xmx1g -Da=b",
                "f.artifact=g:a:1,g:a:1").problems())
                .satisfiesExactly(
                        a -> assertThat(a).startsWith("quarkus.processes.a.artifact: 'stub' are not the coordinates"),
                        b -> assertThat(b).isEqualTo("quarkus.processes.b.artifact: is the program of the process, and command "
                                + "names another one; keep one of them, and write arguments into args"),
                        c -> assertThat(c).startsWith("quarkus.processes.c.artifact: is the program of the process, and shell"),
                        d -> assertThat(d)
                                .isEqualTo("quarkus.processes.d.main-class: is for the program of an artifact; set artifact"),
                        d -> assertThat(d).startsWith("quarkus.processes.d.java-options: is for the program of an artifact"),
                        e -> assertThat(e).isEqualTo("quarkus.processes.e.java-options: has several options in one element; "
                                + "put a comma between them"),
                        f -> assertThat(f).isEqualTo("quarkus.processes.f.artifact: names g:a:1 twice"));
    }

    @Test
    void theValueOfAnOptionMayHaveSpaces() {
        ArtifactFinder.use(request -> ArtifactFinder.problem("cannot be resolved"));

        assertThat(Configured.with("a.artifact=g:a:1", "a.java-options=-XX:OnOutOfMemoryError=kill -9 %p").problems())
                .noneMatch(problem -> problem.contains("java-options"));
    }

    @Test
    void aFailureOfTheResolverIsAProblemBesideTheOthers() {
        ArtifactFinder.use(request -> ArtifactFinder.problem("cannot be resolved: no such artifact"));

        assertThat(Configured.with("stub.artifact=g:stub:1", "stub.port=70000").problems()).containsExactly(
                "quarkus.processes.stub.artifact: cannot be resolved: no such artifact",
                "quarkus.processes.stub.port: 70000 is not between 0 and 65535");
    }

    @Test
    void aProcessOfAnotherModeIsNotResolved() {
        assertThat(Configured.with("stub.artifact=g:stub:1", "stub.modes=test").problems()).isEmpty();

        assertThat(requests).isEmpty();
    }

    @Test
    void aPackagedApplicationIsRefusedOnlyIfTheProcessRunsInProduction() {
        ArtifactFinder.useNone();

        List<List<String>> found = Stream.of("dev,test", "prod").map(modes -> Configured
                .with("stub.artifact=g:stub:1", "stub.modes=" + modes).atBuildOf(LaunchMode.NORMAL).problems()).toList();

        assertThat(found.get(0)).isEmpty();
        assertThat(found.get(1)).containsExactly("quarkus.processes.stub.artifact: is resolved by the build of Quarkus, in dev "
                + "mode and in tests only; let the build of the packaged application copy the jar with its dependencies, and "
                + "set command to the java command line that runs it");
    }
}
