package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The files below {@code .github} are valid YAML, and what they call exists. */
class WorkflowsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern MODULES = Pattern.compile("-pl ([\\w,/-]+)");
    private static final Pattern SCRIPT = Pattern.compile("(?m)(?:^|\\s)(\\./mvnw|\\.ci/\\w+)");

    @Test
    void filesAreValidAndWhatTheyCallExists() throws IOException {
        for (Path file : files()) {
            String text = Files.readString(file);
            Map<String, Object> content = new Yaml().load(text);

            assertThat(content).as("%s", file).isNotEmpty();
            if (file.getParent().endsWith("workflows")) {
                assertThat(content).as("%s", file).containsKeys("name", "jobs", "permissions");
            }
            assertThat(MODULES.matcher(text).results().flatMap(modules -> Stream.of(modules.group(1).split(","))))
                    .as("modules in %s", file).allMatch(module -> Files.exists(ROOT.resolve(module).resolve("pom.xml")));
            assertThat(SCRIPT.matcher(text).results().map(script -> script.group(1)))
                    .as("scripts in %s", file).allMatch(script -> Files.isExecutable(ROOT.resolve(script)));
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(".github"))) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
        }
    }
}
