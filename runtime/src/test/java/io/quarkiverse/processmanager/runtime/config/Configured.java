package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.config.export.ProcessManagerExportConfig;
import io.quarkiverse.processmanager.runtime.testing.DevProcess;
import io.quarkiverse.processmanager.runtime.testing.TestInstances;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Reads definitions as Quarkus does, from properties and environment variables that a test sets. */
final class Configured {

    private static final String PROCESSES = "quarkus.processes.";

    /** With a property of each JVM: Quarkus records values from a configuration without it. */
    private final Map<String, String> properties = new HashMap<>(Map.of("java.version", "17"));
    private final Map<String, String> variables = new HashMap<>();
    private LaunchContext context = LaunchContext.ofStart(Path.of("/base"), LaunchMode.DEVELOPMENT);
    private String profile = "dev";

    /** Properties below {@code quarkus.processes}, as {@code db.command=postgres}. */
    static Configured with(String... properties) {
        return new Configured().and(PROCESSES, properties);
    }

    /** Properties with their whole name. */
    Configured andGlobal(String... properties) {
        return and("", properties);
    }

    private Configured and(String prefix, String... lines) {
        for (String line : lines) {
            String[] parts = line.split("=", 2);
            properties.put(prefix + parts[0], parts[1]);
        }
        return this;
    }

    Configured andProperty(String name, String value) {
        properties.put(name, value);
        return this;
    }

    Configured andVariable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    Configured in(Path directory) {
        context = new LaunchContext(directory, context.moment(), context.instances());
        return this;
    }

    /** Continuous testing beside dev mode with these processes. */
    Configured besideDevMode(Map<String, DevProcess> processes) {
        context = new LaunchContext(context.directory(), LaunchContext.Moment.START, new TestInstances(Mode.TEST, processes));
        profile = "test";
        return this;
    }

    Configured atStartOf(LaunchMode mode) {
        context = LaunchContext.ofStart(context.directory(), mode);
        profile = mode.getDefaultProfile();
        return this;
    }

    /** The application accepts requests. */
    Configured accepting() {
        context = context.accepting();
        return this;
    }

    Configured atBuildOf(LaunchMode mode) {
        context = LaunchContext.ofBuild(context.directory(), mode);
        profile = mode.getDefaultProfile();
        return this;
    }

    Definitions read() {
        return read(PatternRegistry.builtIn());
    }

    Definitions read(PatternRegistry patterns) {
        return Definitions.read(mappings(), context, patterns);
    }

    ProcessesConfig mappings() {
        SmallRyeConfig config = configuration();
        return ProcessesConfig.ofStart(config.getConfigMapping(ProcessesBuildTimeConfig.class),
                config.getConfigMapping(ProcessesRuntimeConfig.class),
                config.getConfigMapping(ProcessManagerRuntimeConfig.class), config);
    }

    /** The definitions that a running application reads, whose mappings exist already. */
    Definitions readAgain() {
        return readAgain(configuration());
    }

    Definitions readAgain(SmallRyeConfig config) {
        return Definitions.read(ProcessesConfig.ofRunning(config.getConfigMapping(ProcessesBuildTimeConfig.class), config),
                context);
    }

    SmallRyeConfig configuration(ConfigSource... more) {
        return new SmallRyeConfigBuilder()
                .withMapping(ProcessesBuildTimeConfig.class)
                .withMapping(ProcessesRuntimeConfig.class)
                .withMapping(ProcessManagerRuntimeConfig.class)
                .withMapping(ProcessManagerBuildTimeConfig.class)
                .withMapping(ProcessManagerExportConfig.class)
                .withMappingIgnore("quarkus.**")
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .addDiscoveredInterceptors()
                .withProfile(profile)
                .withSources(new PropertiesConfigSource(properties, "application.properties", 250),
                        new EnvConfigSource(variables, 300))
                .withSources(more)
                .build();
    }

    /** The only declared process, which must have no problem. */
    ProcessDefinition definition() {
        Definitions definitions = read();
        if (definitions.all().size() != 1 || !definitions.problems().isEmpty()) {
            throw new AssertionError(definitions.all().size() + " processes, problems: " + definitions.problems());
        }
        return definitions.all().get(0);
    }

    List<String> problems() {
        return read().problems().stream().map(Problem::toString).toList();
    }
}
