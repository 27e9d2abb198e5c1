package io.quarkiverse.processmanager.runtime.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.runtime.config.inherit.Inheritance;
import io.smallrye.config.SmallRyeConfig;

/**
 * What the properties show that the mappings do not: values that are missing or invalid, and texts before their expansion. Each
 * is found by id and setting; the settings of all processes have an empty id.
 */
record PropertyFindings(SmallRyeConfig config, Set<String> ids, Map<String, Map<String, String>> unresolved,
        Map<String, Map<String, String>> invalid, Map<String, Map<String, String>> texts) {

    static PropertyFindings of(SmallRyeConfig config, Set<String> ids) {
        List<String> names = Inheritance.names(config);
        return new PropertyFindings(config, ids, UnresolvedExpressions.find(config, names, ids),
                InvalidValues.find(config, names, ids), RawTexts.find(config, names, ids));
    }

    /** The collector for the problems of one process, or of the settings of all processes. */
    Problems problems(String id) {
        return new Problems(id, ids, unresolved.getOrDefault(id, Map.of()), invalid.getOrDefault(id, Map.of()));
    }

    /** Adds the problems of the texts. */
    void checkTexts(Predicate<String> shells, Problems problems) {
        RawTexts.check(config, texts.getOrDefault(problems.processId(), Map.of()), shells, problems);
    }
}
