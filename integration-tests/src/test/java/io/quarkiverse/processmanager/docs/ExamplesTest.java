package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.Problem;
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
    private static final Pattern PROFILE = Pattern.compile("(?m)^%([\\w-]+)\\.");

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
        return read(file, mode, "dev");
    }

    private static Definitions read(String file, LaunchMode mode, String profile) throws IOException {
        // Unlike Quarkus, a plain configuration also refuses properties that do not exist.
        SmallRyeConfig config = new SmallRyeConfigBuilder().withMapping(ProcessManagerBuildTimeConfig.class)
                .withMapping(ProcessManagerExportConfig.class)
                .withMapping(ProcessManagerRuntimeConfig.class).withMapping(ProcessesBuildTimeConfig.class)
                .withMapping(ProcessesRuntimeConfig.class).addDiscoveredConverters().addDefaultInterceptors()
                .withInterceptorFactories(new Inheritance.Factory())
                .withSources(new PropertiesConfigSource(Map.of("java.version", "17"), "a property of each JVM", 400))
                .withProfile(profile).withSources(source(EXAMPLES.resolve(file).toUri().toURL())).build();

        return Definitions.read(
                ProcessesConfig.ofStart(config.getConfigMapping(ProcessesBuildTimeConfig.class),
                        config.getConfigMapping(ProcessesRuntimeConfig.class),
                        config.getConfigMapping(ProcessManagerRuntimeConfig.class), config),
                LaunchContext.ofBuild(APPLICATION, mode));
    }

    private static ConfigSource source(URL file) throws IOException {
        return file.getPath().endsWith(".yaml") ? yaml(new YamlConfigSource(file)) : new PropertiesConfigSource(file);
    }

    /** A list is one property for each element, as in a file of properties. The source has the list as a whole, too. */
    private static ConfigSource yaml(YamlConfigSource source) {
        Map<String, String> elements = new TreeMap<>(source.getProperties());
        elements.keySet().removeIf(key -> source.getProperties().containsKey(key + "[0]"));
        return new PropertiesConfigSource(elements, source.getName(), source.getOrdinal());
    }

    /** The guides with an example in both forms: each file of YAML, so that a new one is compared, too. */
    static List<String> guidesWithYaml() throws IOException {
        return files().stream().filter(name -> name.endsWith(".yaml")).map(name -> name.replace(".yaml", "")).toList();
    }

    @ParameterizedTest
    @MethodSource("guidesWithYaml")
    void yamlOfAGuideDeclaresTheSameProcesses(String guide) throws IOException {
        for (String profile : profiles(guide)) {
            assertThat(read(guide + ".yaml", LaunchMode.NORMAL, profile).all()).as("in the profile %s", profile)
                    .containsExactlyInAnyOrderElementsOf(read(guide + ".properties", LaunchMode.NORMAL, profile).all());
        }
    }

    private static Set<String> profiles(String guide) throws IOException {
        Set<String> profiles = new TreeSet<>(Set.of("dev"));
        PROFILE.matcher(Files.readString(EXAMPLES.resolve(guide + ".properties"))).results()
                .forEach(profile -> profiles.add(profile.group(1)));
        return profiles;
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
