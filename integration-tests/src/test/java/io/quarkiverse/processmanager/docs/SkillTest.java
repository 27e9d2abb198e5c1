package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.config.Definitions;

/** The properties in the page for coding agents are a valid configuration. */
class SkillTest {

    private static final Path SKILL = Path.of("../deployment/src/main/resources/META-INF/quarkus-skill.md");

    @Test
    void propertiesHaveNoProblem(@TempDir Path directory) throws IOException {
        Path properties = directory.resolve("skill.properties");
        Files.writeString(properties, Pattern.compile("(?s)```properties\n(.*?)```").matcher(Files.readString(SKILL)).results()
                .map(block -> block.group(1)).collect(Collectors.joining()));

        Definitions definitions = ExamplesTest.read(properties.toAbsolutePath().toString());

        assertThat(definitions.all()).hasSizeGreaterThan(6);
        assertThat(definitions.allProblems()).isEmpty();
        assertThat(definitions.warnings()).isEmpty();
    }
}
