package io.quarkiverse.processmanager.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.runtime.config.contribution.Contribution;
import io.quarkiverse.processmanager.runtime.definition.ContributedKeys;

/**
 * Finds the contributions to a packaged application that Quarkus fixes at build time although their value is known at the start
 * only: the port of a process that is chosen then.
 */
final class FixedContributions {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^${}:]+)");
    private static final Pattern PORT = Pattern.compile("quarkus\\.processes\\.[^.]+\\.(port|ports\\..+)");

    private final UnaryOperator<String> raw;
    private final Set<String> visited = new HashSet<>();

    private FixedContributions(UnaryOperator<String> raw) {
        this.raw = raw;
    }

    /**
     * The problems of the contributions.
     *
     * @param fixed whether Quarkus fixes the value of a key at build time
     * @param raw returns the value of a property without expansion, or null
     */
    static List<Problem> problems(Collection<Contribution> contributions, Predicate<String> fixed, UnaryOperator<String> raw) {
        List<Problem> problems = new ArrayList<>();
        for (Contribution contribution : contributions) {
            if (fixed.test(contribution.key()) && new FixedContributions(raw).needChosenPort(contribution.property())) {
                problems.add(new Problem(contribution.processId(), ContributedKeys.setting(contribution.key()),
                        "needs a port that is chosen at the start of the application, but Quarkus fixes the value of "
                                + contribution.key() + " at build time; give the process a fixed port"));
            }
        }
        return problems;
    }

    private boolean needChosenPort(String property) {
        String value = Optional.ofNullable(raw.apply(property))
                .orElseGet(() -> raw.apply(ContributedKeys.canonical(property)));
        if (value == null || !visited.add(property)) {
            return false;
        }
        if (PORT.matcher(property).matches()) {
            return value.strip().equals("0");
        }
        Matcher reference = REFERENCE.matcher(value);
        while (reference.find()) {
            if (needChosenPort(reference.group(1))) {
                return true;
            }
        }
        return false;
    }
}
