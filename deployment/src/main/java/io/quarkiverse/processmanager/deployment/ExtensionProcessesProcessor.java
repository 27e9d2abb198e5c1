package io.quarkiverse.processmanager.deployment;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.processmanager.runtime.config.ProcessManagerValidationConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesValidationConfig;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.RunTimeConfigurationDefaultBuildItem;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;

/**
 * Adds the processes that other extensions declare to the configuration, below all other sources. Quarkus reads the
 * configuration of a build before any build item exists, so the build reads the settings of processes a second time, and the
 * application gets the settings as defaults.
 */
class ExtensionProcessesProcessor {

    /** Below each source that a user can write, and above the defaults that a configuration has of its own. */
    private static final int ORDINAL = -1000;

    @BuildStep
    ProcessesConfigBuildItem addTo(ProcessesBuildTimeConfig structures, ProcessesValidationConfig processes,
            ProcessManagerValidationConfig common, List<ProcessDefinitionBuildItem> announced,
            BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults) {
        SmallRyeConfig ofBuild = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        if (announced.isEmpty()) {
            return new ProcessesConfigBuildItem(ProcessesConfig.ofBuild(structures, processes, common, ofBuild), Set.of());
        }
        Set<String> ids = new TreeSet<>();
        Set<String> twice = new TreeSet<>();
        Map<String, String> properties = new TreeMap<>();
        for (ProcessDefinitionBuildItem process : announced) {
            (ids.add(process.id()) ? ids : twice).add(process.id());
            properties.putAll(process.properties());
        }
        if (!twice.isEmpty()) {
            throw Refusal.ofSentences(twice.stream().map(id -> "cannot define process '" + id
                    + "': two extensions declare a process with this id; leave out one of them").toList());
        }
        properties.forEach((name, value) -> defaults.produce(new RunTimeConfigurationDefaultBuildItem(name, value)));
        return new ProcessesConfigBuildItem(
                ProcessesConfigBuildItem.with(ofBuild,
                        new PropertiesConfigSource(properties, "processes of extensions", ORDINAL)),
                ids);
    }
}
