package io.quarkiverse.processmanager.runtime.config.contribution;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;

/** Finds the contributions that a source with a higher ordinal overrides. */
public final class OverriddenContributions {

    /** The source with the values that Quarkus has fixed at build time, some of which the processes have contributed. */
    private static final String FIXED_BY_THE_BUILD = "BuildTime RunTime Fixed";

    private OverriddenContributions() {
    }

    /** One sentence for each process with a contribution that is not needed. */
    public static List<String> sentences(SmallRyeConfig config, LaunchMode launchMode) {
        Map<String, Set<String>> byProcess = new TreeMap<>();
        Contributions contributions = Contributions.of(config, launchMode);
        for (Contribution contribution : contributions.all()) {
            String key = contributions.setInstead(contribution).orElse(contribution.key());
            ConfigValue value = Expressions.withoutExpansion(() -> config.getConfigValue(key));
            if (value.getRawValue() != null && !contribution.sourceName().equals(value.getConfigSourceName())
                    && !FIXED_BY_THE_BUILD.equals(value.getConfigSourceName())) {
                byProcess.computeIfAbsent(contribution.processId(), any -> new LinkedHashSet<>())
                        .add(key + " is set by " + value.getConfigSourceName());
            }
        }
        return byProcess.entrySet().stream()
                .map(process -> "The configuration of process '" + process.getKey() + "' is not needed: "
                        + String.join(", ", process.getValue()))
                .toList();
    }
}
