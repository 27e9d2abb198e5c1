package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.program.ArtifactCoordinates;
import io.quarkiverse.processmanager.runtime.program.ArtifactFiles;
import io.quarkiverse.processmanager.runtime.program.ArtifactFinder;
import io.quarkus.runtime.LaunchMode;

/** The command lines of the examples in the guide about programs. A stand-in resolves the artifacts, which are not downloaded. */
class ProgramsTest {

    @BeforeEach
    void resolveToTheNamesOfTheFiles() {
        ArtifactFinder.use(request -> new ArtifactFiles(ArtifactFinder.coordinatesOf(request).stream()
                .map(ArtifactCoordinates::parse).map(some -> Path.of(some.artifact() + ".jar")).toList(), Optional.of("Main"),
                Optional.empty()).texts());
    }

    @AfterEach
    void resolveNothing() {
        ArtifactFinder.useNone();
    }

    @Test
    void theExamplesAreCommandLinesOfTheJdk() throws Exception {
        Map<String, List<String>> words = ExamplesTest.read("programs.properties", LaunchMode.DEVELOPMENT).all().stream()
                .collect(Collectors.toMap(ProcessDefinition::id, definition -> definition.command().words()));

        assertThat(words.get("stub").subList(1, 8)).containsExactly("-Xmx128m", "-jar", "wiremock-standalone.jar", "--port",
                "8089", "--root-dir", "src/test/wiremock");
        assertThat(words.get("unpack").subList(3, 5)).containsExactly("src/main/processes/Unpack.java", "target/postgres");
    }
}
