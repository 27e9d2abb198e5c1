package io.quarkiverse.processmanager.deployment.devui;

import java.util.Map;
import java.util.TreeMap;

import io.quarkus.builder.item.SimpleBuildItem;

/** The configuration that each process contributes, for users: expressions are expanded, and likely secrets are masked. */
final class ContributedConfigurationBuildItem extends SimpleBuildItem {

    private final Map<String, Map<String, String>> bySource;

    /**
     * @param bySource the values by their keys, by the name of the process as the configuration shows it
     */
    ContributedConfigurationBuildItem(Map<String, Map<String, String>> bySource) {
        this.bySource = new TreeMap<>(bySource);
    }

    Map<String, Map<String, String>> bySource() {
        return bySource;
    }
}
