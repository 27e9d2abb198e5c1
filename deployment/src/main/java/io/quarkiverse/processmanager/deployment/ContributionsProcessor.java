package io.quarkiverse.processmanager.deployment;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.runtime.config.contribution.Contribution;
import io.quarkiverse.processmanager.runtime.config.contribution.Contributions;
import io.quarkiverse.processmanager.runtime.config.contribution.OverriddenContributions;
import io.quarkus.arc.deployment.ConfigPropertyBuildItem;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.ApplicationIndexBuildItem;
import io.quarkus.deployment.builditem.ConfigClassBuildItem;
import io.quarkus.deployment.builditem.ConfigMappingBuildItem;
import io.quarkus.deployment.builditem.ConfigurationBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.configuration.BuildTimeConfigurationReader.ReadResult;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;

/** Checks the configuration that processes contribute to the application. The definitions have been checked before. */
class ContributionsProcessor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^${}:]+)");

    /** In production the start reports it, because the machine of the start has its own configuration. */
    @BuildStep
    @Consume(ProcessDefinitionsBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    void reportOverridden(ProcessesConfigBuildItem processes, LaunchModeBuildItem launchMode) {
        if (launchMode.getLaunchMode().isDevOrTest()) {
            OverriddenContributions.sentences(processes.raw(), launchMode.getLaunchMode()).forEach(LOG::info);
        }
    }

    @BuildStep
    @Consume(ProcessDefinitionsBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    void refuseFixed(ProcessesConfigBuildItem processes, ConfigurationBuildItem configuration, LaunchModeBuildItem launchMode) {
        if (launchMode.getLaunchMode() != LaunchMode.NORMAL) {
            return;
        }
        SmallRyeConfig config = processes.raw();
        Set<String> fixed = configuration.getReadResult().getAllBuildTimeValues().keySet();
        List<Problem> problems = FixedContributions.problems(Contributions.of(config, launchMode.getLaunchMode()).all(),
                fixed::contains, property -> raw(config, property));
        if (!problems.isEmpty()) {
            throw Refusal.of(problems);
        }
    }

    @BuildStep
    @Consume(ProcessDefinitionsBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    void warnOfUnread(ProcessesConfigBuildItem processes, ConfigurationBuildItem configuration,
            List<ConfigPropertyBuildItem> injected,
            List<ConfigMappingBuildItem> mappings, List<ConfigClassBuildItem> classes, ApplicationIndexBuildItem application,
            LaunchModeBuildItem launchMode) {
        SmallRyeConfig config = processes.raw();
        Collection<Contribution> contributions = Contributions.of(config, launchMode.getLaunchMode()).all();
        if (contributions.isEmpty()) {
            return;
        }
        ReadResult extensions = configuration.getReadResult();
        Set<String> ofQuarkus = new TreeSet<>();
        extensions.getAllMappings().forEach(mapping -> ofQuarkus.addAll(mapping.getProperties().keySet()));
        Set<String> ofApplication = references(config);
        ofApplication.addAll(AnnotationReferences.in(application.getIndex()));
        injected.forEach(property -> ofApplication.add(property.getPropertyName()));
        mappings.forEach(mapping -> ofApplication.addAll(mapping.toConfigClass().getProperties().keySet()));
        classes.stream().filter(ConfigClassBuildItem::isProperties)
                .forEach(properties -> ofApplication.add(properties.getPrefix() + ".**"));
        new UnreadContributions(extensions.getUnknownBuildProperties(), ofQuarkus, ofApplication).find(contributions)
                .forEach(LOG::warn);
    }

    /** The properties that other properties refer to. */
    private static Set<String> references(SmallRyeConfig config) {
        Set<String> references = new TreeSet<>();
        for (String property : config.getPropertyNames()) {
            String value = raw(config, property);
            Matcher reference = REFERENCE.matcher(value == null ? "" : value);
            while (reference.find()) {
                references.add(reference.group(1));
            }
        }
        return references;
    }

    private static String raw(SmallRyeConfig config, String property) {
        return Expressions.withoutExpansion(() -> config.getConfigValue(property).getRawValue());
    }
}
