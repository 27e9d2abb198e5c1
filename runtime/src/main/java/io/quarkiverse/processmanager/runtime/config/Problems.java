package io.quarkiverse.processmanager.runtime.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.quarkiverse.processmanager.Problem;

/** Collects what is wrong with one process. What only follows from a known cause is no problem of its own. */
final class Problems {

    private final String processId;
    private final Set<String> withoutValue;
    private final List<Problem> found = new ArrayList<>();

    /**
     * @param withoutValue the settings that refer to something without a value; they are not looked at any further
     */
    Problems(String processId, Set<String> withoutValue) {
        this.processId = processId;
        this.withoutValue = withoutValue;
    }

    void addReference(String setting, String reference) {
        found.add(new Problem(processId, setting, "refers to " + reference + ", which has no value"));
    }

    /** Adds a problem, unless the setting only refers to something without a value. */
    void add(String setting, String message) {
        if (!withoutValue.contains(setting)) {
            found.add(new Problem(processId, setting, message));
        }
    }

    /** Adds those problems that are not explained by an earlier one with the same setting. */
    void addUnexplained(List<Problem> consequences) {
        Set<String> explained = new HashSet<>(withoutValue);
        found.forEach(problem -> explained.add(problem.setting()));
        for (Problem problem : consequences) {
            if (!explained.contains(problem.setting())) {
                found.add(problem);
            }
        }
    }

    /** Whether the value of the setting, or of one whose name begins with it, is wrong or not known. */
    boolean concern(String setting) {
        return withoutValue.stream().anyMatch(name -> name.startsWith(setting))
                || found.stream().anyMatch(problem -> problem.setting().startsWith(setting));
    }

    List<Problem> all() {
        return List.copyOf(found);
    }
}
