package io.quarkiverse.processmanager.runtime.config.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.program.ArtifactFinder;

class LaunchedArtifactsTest {

    @TempDir
    Path directory;

    @Test
    void theApplicationHasTheAnswersOfTheBuild() throws IOException {
        Path file = directory.resolve("new/artifacts.properties");
        Map<String, String> answer = Map.of("class-path", "C:\\m2\\a b.jar;/m2/c.jar", "main", "com.acme.Main");

        LaunchedArtifacts.write(file, Map.of(List.of("g:a:1", "g:b"), answer, List.of("g:a"), Map.of("class-path", "/a.jar")));

        assertThat(LaunchedArtifacts.read(file).apply(ArtifactFinder.request("stub", List.of("g:a:1", "g:b"))))
                .isEqualTo(answer);
        assertThat(LaunchedArtifacts.read(file).apply(ArtifactFinder.request("stub", List.of("g:a"))))
                .isEqualTo(Map.of("class-path", "/a.jar"));
    }

    @Test
    void anArtifactThatTheBuildHasNotResolvedIsAProblem() throws IOException {
        Path file = directory.resolve("artifacts.properties");
        LaunchedArtifacts.write(file, Map.of());

        assertThat(LaunchedArtifacts.read(file).apply(ArtifactFinder.request("stub", List.of("g:a"))).values())
                .containsExactly("is not among the artifacts that the build of the test has resolved");
    }
}
