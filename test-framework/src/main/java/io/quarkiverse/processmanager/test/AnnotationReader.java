package io.quarkiverse.processmanager.test;

import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.processmanager.AppliedPattern;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.config.Definitions;
import io.quarkiverse.processmanager.runtime.config.LaunchContext;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerRuntimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesRuntimeConfig;
import io.quarkiverse.processmanager.runtime.config.service.InitializationTask;
import io.quarkiverse.processmanager.runtime.config.service.ServiceDefaults;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.external.ExternalChoice;
import io.quarkiverse.processmanager.runtime.definition.text.ProblemText;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * Reads the definitions of {@link WithProcess} as Quarkus reads declared ones: the attributes become properties, and the builder
 * of the extension makes the definitions. So the values, the expressions and the messages are those of the configuration.
 */
final class AnnotationReader {

    private static final int ABOVE_ALL_OTHERS = 1000;

    private final Config surroundings;

    private AnnotationReader(Config surroundings) {
        this.surroundings = surroundings;
    }

    /** Reads with the configuration that the calling thread has: that of the application, or system properties and variables. */
    static AnnotationReader here() {
        return new AnnotationReader(ConfigProvider.getConfig());
    }

    /**
     * Reads the definitions.
     *
     * @param processes the processes, each with its own id
     * @throws ProcessException with all problems, if one of the definitions is invalid
     */
    Map<WithProcess, TestProcess> read(Collection<WithProcess> processes, RealPorts ports) {
        Map<String, WithProcess> written = new LinkedHashMap<>();
        Map<WithProcess, TestProcess> read = new LinkedHashMap<>();
        TestDataDirectories data = new TestDataDirectories(ports.owner());
        for (WithProcess process : processes) {
            if (process.definition() == WithProcess.NoDefinition.class) {
                written.put(process.id(), process);
            } else {
                read.put(process, new TestProcess(data.into(ports.into(definition(process))), process.lastLines()));
            }
        }
        if (!written.isEmpty()) {
            definitions(written, ports, data).forEach(definition -> {
                WithProcess process = written.get(definition.id());
                read.put(process, new TestProcess(definition, process.lastLines()));
            });
        }
        return read;
    }

    private List<ProcessDefinition> definitions(Map<String, WithProcess> written, RealPorts ports,
            TestDataDirectories data) {
        Map<String, String> properties = new HashMap<>();
        written.forEach((id, process) -> {
            Map<String, String> own = ProcessProperties.of(process);
            ports.into(own, id);
            data.into(own, id);
            properties.putAll(own);
        });
        SmallRyeConfig withoutPortsOfServices = config(properties, written);
        written.keySet().forEach(id -> addPortsOfService(withoutPortsOfServices, id, ports, properties));
        properties.put(HiddenProcesses.EXTERNAL, external(withoutPortsOfServices, written.keySet()));
        SmallRyeConfig config = config(properties, written);
        ProcessesConfig processes = ProcessesConfig.ofStart(config.getConfigMapping(ProcessesBuildTimeConfig.class),
                config.getConfigMapping(ProcessesRuntimeConfig.class),
                config.getConfigMapping(ProcessManagerRuntimeConfig.class), config);
        // A build finds unknown settings, a start finds references without a value.
        Set<Problem> problems = new HashSet<>(
                Definitions.read(processes, LaunchContext.ofBuild(Path.of(""), LaunchMode.TEST)).problems());
        Definitions definitions = Definitions.read(processes, LaunchContext.ofStart(Path.of(""), LaunchMode.TEST));
        problems.addAll(definitions.problems());
        if (!problems.isEmpty()) {
            String id = problems.iterator().next().processId();
            throw new ProcessException(Reason.INVALID, id,
                    ProblemText.ofSettings("define", id, problems.stream().sorted(this::byProperty).toList()));
        }
        return alone(definitions, written);
    }

    /**
     * The processes of the test among those that run elsewhere. An environment names them for the application, so it can name
     * processes that the test does not have.
     */
    private String external(SmallRyeConfig config, Set<String> ids) {
        Set<String> known = new HashSet<>(ids);
        ids.forEach(id -> config.getOptionalValues(ProcessProperties.prefix(id) + "tags", String.class)
                .ifPresent(known::addAll));
        ExternalChoice choice = ExternalChoice
                .of(surroundings.getOptionalValues(HiddenProcesses.EXTERNAL, String.class));
        Set<String> names = new TreeSet<>(choice.names());
        names.removeAll(choice.unknown(known));
        return String.join(",", names);
    }

    /** A service has ports that no attribute names. */
    private static void addPortsOfService(SmallRyeConfig config, String id, RealPorts ports, Map<String, String> properties) {
        String prefix = ProcessProperties.prefix(id);
        Map<String, String> own = new HashMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(prefix) && ServiceDefaults.isSourceOf(config.getConfigValue(name))
                    && "0".equals(config.getConfigValue(name).getRawValue())) {
                own.put(name, "0");
            }
        }
        ports.into(own, id);
        properties.putAll(own);
    }

    private SmallRyeConfig config(Map<String, String> properties, Map<String, WithProcess> written) {
        return new SmallRyeConfigBuilder()
                .withMapping(ProcessesBuildTimeConfig.class)
                .withMapping(ProcessesRuntimeConfig.class)
                .withMapping(ProcessManagerRuntimeConfig.class)
                .withMapping(ProcessManagerBuildTimeConfig.class)
                .withMappingIgnore("quarkus.**")
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .addDiscoveredInterceptors()
                .withSources(new PropertiesConfigSource(properties, "@WithProcess", ABOVE_ALL_OTHERS),
                        new HiddenProcesses(surroundings, written.keySet()))
                .build();
    }

    /** The definitions of the annotations. The task that initializes the data of a service becomes its pre-start command. */
    private static List<ProcessDefinition> alone(Definitions definitions, Map<String, WithProcess> written) {
        Map<String, ProcessDefinition> alone = new LinkedHashMap<>();
        definitions.all().stream().filter(definition -> written.containsKey(definition.id()))
                .forEach(definition -> alone.put(definition.id(), definition));
        for (ProcessDefinition task : definitions.all()) {
            if (!written.containsKey(task.id())) {
                ProcessDefinition owner = owner(task, definitions);
                alone.put(owner.id(), withTask(task, owner, written.get(owner.id())));
            }
        }
        return List.copyOf(alone.values());
    }

    private static ProcessDefinition owner(ProcessDefinition task, Definitions definitions) {
        return definitions.all().stream().filter(definition -> definition.dependencies().stream()
                .anyMatch(dependency -> dependency.id().equals(task.id()))).findFirst().orElse(task);
    }

    /** The task of an npm script would download packages in the middle of the tests. */
    private static ProcessDefinition withTask(ProcessDefinition task, ProcessDefinition owner, WithProcess process) {
        if (owner.pattern().filter(AppliedPattern::isService).isPresent() && task.id().endsWith(InitializationTask.SUFFIX)) {
            return InitializationTask.beforeStart(ProcessSettings.of(owner), ProcessSettings.of(task))
                    .orElseThrow(() -> ProcessProperties.refusal(process,
                            "pre-start.command has no place: the initialization of the data runs there"));
        }
        throw ProcessProperties.refusal(process, "npm-script needs the task '" + task.id()
                + "', and a test installs no packages; install them before the tests, and run the script with command");
    }

    private int byProperty(Problem one, Problem other) {
        return one.property().compareTo(other.property());
    }

    private static ProcessDefinition definition(WithProcess process) {
        if (!ProcessProperties.attributes(process).isEmpty() || !process.settings().isEmpty()) {
            throw ProcessProperties.refusal(process, "its definition comes from " + process.definition().getSimpleName()
                    + ", so no other attribute than id and lastLines can be set");
        }
        ProcessDefinition definition;
        try {
            Constructor<? extends Supplier<ProcessDefinition>> constructor = process.definition().getDeclaredConstructor();
            constructor.setAccessible(true);
            definition = constructor.newInstance().get();
        } catch (ReflectiveOperationException e) {
            throw ProcessProperties.refusal(process,
                    process.definition().getName() + " cannot be created: " + e + "; it needs a default constructor");
        }
        if (!definition.id().equals(process.id())) {
            throw ProcessProperties.refusal(process,
                    process.definition().getSimpleName() + " defines process '" + definition.id() + "'");
        }
        return definition;
    }
}
