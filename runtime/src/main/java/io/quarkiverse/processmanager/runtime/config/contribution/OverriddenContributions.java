package io.quarkiverse.processmanager.runtime.config.contribution;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;

/** Finds the contributions that a source with a higher ordinal overrides. */
public final class OverriddenContributions {

    private OverriddenContributions() {
    }

    /** One sentence for each process with a contribution that is not needed. */
    public static List<String> sentences(SmallRyeConfig config, LaunchMode launchMode) {
        Map<String, String> byProcess = new TreeMap<>();
        for (Contribution contribution : Contributions.of(config, launchMode).all()) {
            ConfigValue value = Expressions.withoutExpansion(() -> config.getConfigValue(contribution.key()));
            if (value.getRawValue() != null && !contribution.sourceName().equals(value.getConfigSourceName())) {
                byProcess.merge(contribution.processId(), contribution.key() + " is set by " + value.getConfigSourceName(),
                        (one, other) -> one + ", " + other);
            }
        }
        return byProcess.entrySet().stream()
                .map(process -> "The configuration of process '" + process.getKey() + "' is not needed: " + process.getValue())
                .toList();
    }
}
