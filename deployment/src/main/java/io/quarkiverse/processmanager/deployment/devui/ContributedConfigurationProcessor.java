package io.quarkiverse.processmanager.deployment.devui;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.deployment.ProcessDefinitionsBuildItem;
import io.quarkiverse.processmanager.deployment.ProcessesConfigBuildItem;
import io.quarkiverse.processmanager.runtime.config.contribution.Contribution;
import io.quarkiverse.processmanager.runtime.config.contribution.Contributions;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkus.deployment.IsDevelopment;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.dev.devservices.DevServiceDescriptionBuildItem;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;

/**
 * Shows the configuration that processes contribute where Quarkus shows that of Dev Services: on the page of the Dev UI, and in
 * the listing of the key {@code c}.
 * <p>
 * This processor produces descriptions, and no {@code DevServicesResultBuildItem}: Quarkus would add the values of the latter
 * to the configuration, keep them after the process is gone, and search for a container engine.
 */
class ContributedConfigurationProcessor {

    @BuildStep(onlyIf = IsDevelopment.class)
    ContributedConfigurationBuildItem collect(ProcessDefinitionsBuildItem definitions, ProcessesConfigBuildItem processes,
            LaunchModeBuildItem launchMode) {
        SmallRyeConfig config = processes.raw();
        Map<String, Secrets> secrets = new TreeMap<>();
        for (ProcessDefinition definition : definitions.running()) {
            secrets.put(definition.id(), Secrets.of(definition));
        }
        Map<String, Map<String, String>> shown = new TreeMap<>();
        for (Contribution contribution : Contributions.of(config, launchMode.getLaunchMode()).all()) {
            ConfigValue value = config.getConfigValue(contribution.key());
            if (!contribution.sourceName().equals(value.getConfigSourceName())
                    || !secrets.containsKey(contribution.processId())) {
                continue;
            }
            // An expression can get its value at the start only.
            String text = value.getValue() == null ? value.getRawValue() : value.getValue();
            shown.computeIfAbsent(contribution.sourceName(), any -> new TreeMap<>())
                    .putAll(secrets.get(contribution.processId()).mask(Map.of(contribution.key(), text)));
        }
        return new ContributedConfigurationBuildItem(shown);
    }

    @BuildStep(onlyIf = IsDevelopment.class)
    void describe(ContributedConfigurationBuildItem contributed, BuildProducer<DevServiceDescriptionBuildItem> descriptions) {
        contributed.bySource().forEach((source, values) -> descriptions.produce(
                new DevServiceDescriptionBuildItem(source, "A process without a container, see the page Processes", values)));
    }

    /** Consumes the descriptions, because Quarkus registers its key in the step that produces its own descriptions. */
    @BuildStep(onlyIf = IsLocalDevelopment.class)
    @Produce(ServiceStartBuildItem.class)
    void list(ContributedConfigurationBuildItem contributed, List<DevServiceDescriptionBuildItem> descriptions) {
        DevServicesKey.list(contributed.bySource());
    }
}
