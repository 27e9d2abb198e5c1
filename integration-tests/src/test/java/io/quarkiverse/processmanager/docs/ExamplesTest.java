package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.config.Definitions;
import io.quarkiverse.processmanager.runtime.config.LaunchContext;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerRuntimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesRuntimeConfig;
import io.quarkiverse.processmanager.runtime.config.export.ProcessManagerExportConfig;
import io.quarkiverse.processmanager.runtime.config.inherit.Inheritance;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;

/** Each file of properties and of YAML in the documentation is a valid configuration of an application. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("../docs/modules/ROOT/examples");
    /** The directory of no application: the file of a shared service is created here, not in the documentation. */
    private static final Path APPLICATION = Path.of("target/examples/application");

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.matches(".*\\.(properties|yaml)"))
                    .sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void exampleHasNoProblem(String file) throws IOException {
        // Services ask for the mode of this JVM.
        LaunchMode before = LaunchMode.current();
        LaunchMode.set(LaunchMode.DEVELOPMENT);
        Definitions definitions;
        try {
            definitions = read(file);
        } finally {
            LaunchMode.set(before);
        }
        List<Problem> problems = definitions.allProblems();

        assertThat(definitions.all()).isNotEmpty();
        assertThat(problems).isEmpty();
        assertThat(definitions.warnings()).isEmpty();
    }

    /** Reads an example as for another machine, because the files in the examples do not exist here. */
    static Definitions read(String file) throws IOException {
        return read(file, LaunchMode.NORMAL);
    }

    static Definitions read(String file, LaunchMode mode) throws IOException {
        // Unlike Quarkus, a plain configuration also refuses properties that do not exist.
        SmallRyeConfig config = new SmallRyeConfigBuilder().withMapping(ProcessManagerBuildTimeConfig.class)
                .withMapping(ProcessManagerExportConfig.class)
                .withMapping(ProcessManagerRuntimeConfig.class).withMapping(ProcessesBuildTimeConfig.class)
                .withMapping(ProcessesRuntimeConfig.class).addDiscoveredConverters().addDefaultInterceptors()
                .withInterceptorFactories(new Inheritance.Factory())
                .withSources(new PropertiesConfigSource(Map.of("java.version", "17"), "a property of each JVM", 400))
                .withProfile("dev").withSources(source(EXAMPLES.resolve(file).toUri().toURL())).build();

        return Definitions.read(
                ProcessesConfig.ofStart(config.getConfigMapping(ProcessesBuildTimeConfig.class),
                        config.getConfigMapping(ProcessesRuntimeConfig.class),
                        config.getConfigMapping(ProcessManagerRuntimeConfig.class), config),
                LaunchContext.ofBuild(APPLICATION, mode));
    }

    private static ConfigSource source(URL file) throws IOException {
        return file.getPath().endsWith(".yaml") ? new YamlConfigSource(file) : new PropertiesConfigSource(file);
    }

    @Test
    void yamlOfTheFirstExampleDeclaresTheSameProcesses() throws IOException {
        List<ProcessDefinition> properties = read("getting-started.properties").all();

        assertThat(read("getting-started.yaml").all()).hasSize(2).isSubsetOf(properties);
    }

    @ParameterizedTest
    @ValueSource(strings = { "external", "opentelemetry" })
    void yamlOfAGuideDeclaresTheSameProcesses(String example) throws IOException {
        assertThat(read(example + ".yaml").all()).containsExactlyInAnyOrderElementsOf(read(example + ".properties").all());
    }

    @ParameterizedTest
    @ValueSource(strings = { "three-lines", "more" })
    void readmeShowsTheFirstExamples(String tag) throws IOException {
        String example = Files.readAllLines(EXAMPLES.resolve("getting-started.properties")).stream()
                .dropWhile(line -> !line.contains("tag::" + tag)).skip(1)
                .takeWhile(line -> !line.contains("end::" + tag)).collect(Collectors.joining("\n"));

        assertThat(example).isNotBlank();
        assertThat(Files.readString(Path.of("../README.md"))).contains(example);
    }
}
