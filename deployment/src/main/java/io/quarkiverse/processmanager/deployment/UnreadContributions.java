package io.quarkiverse.processmanager.deployment;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.runtime.config.contribution.Contribution;
import io.quarkiverse.processmanager.runtime.definition.ContributedKeys;
import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;
import io.smallrye.config.PropertyName;

/**
 * Finds the contributed keys that nothing reads. For a key of Quarkus the build knows that. Another key can also be read by code
 * that uses {@code ConfigProvider}, of the application or of a library, so a finding is a warning.
 */
final class UnreadContributions {

    /** The first segments of the keys that libraries read by their names, without a mapping. */
    private static final Set<String> READ_BY_LIBRARIES = Set.of("amqp-", "camel.", "jakarta.", "java.", "javax.", "kafka.",
            "mp.",
            "mqtt-", "org.eclipse.", "pulsar.", "rabbitmq-", "smallrye.");
    private static final String REST_CLIENT = "/mp-rest/";
    private static final String QUARKUS = "quarkus.";
    private static final int TOLERANCE = 3;

    private final Collection<String> unknown;
    private final Collection<String> ofQuarkus;
    private final Collection<String> ofApplication;

    /**
     * @param unknown the keys of Quarkus that no mapping of an extension has
     * @param ofQuarkus the names in the mappings of extensions; a star stands for any segment
     * @param ofApplication the names that the application reads, by a mapping, an injection point or an expression
     */
    UnreadContributions(Collection<String> unknown, Collection<String> ofQuarkus, Collection<String> ofApplication) {
        this.unknown = unknown;
        this.ofQuarkus = ofQuarkus;
        this.ofApplication = new TreeSet<>(ofApplication);
    }

    List<Problem> find(Collection<Contribution> contributions) {
        return contributions.stream().filter(contribution -> !isRead(contribution.key())).map(this::problem).toList();
    }

    private boolean isRead(String key) {
        if (isReferenced(key)) {
            return true;
        }
        if (key.startsWith(QUARKUS)) {
            return !unknown.contains(key);
        }
        return key.contains(REST_CLIENT) || READ_BY_LIBRARIES.stream().anyMatch(key::startsWith);
    }

    /** A list is read by its name, and each of its elements has a key of its own. */
    private boolean isReferenced(String key) {
        String list = key.replaceAll("\\[\\d+].*", "");
        return ofApplication.contains(key) || ofApplication.contains(list)
                || ofApplication.stream().anyMatch(name -> name.endsWith(".**") && key.startsWith(name.replace("**", ""))
                        || name.indexOf('*') >= 0 && (PropertyName.equals(name, key) || PropertyName.equals(name, list)));
    }

    private Problem problem(Contribution contribution) {
        String key = contribution.key();
        String readers = key.startsWith(QUARKUS) ? "no extension of the application reads"
                : "no mapping, no injection point and no expression reads";
        return new Problem(contribution.processId(), ContributedKeys.setting(key), "contributes a key that " + readers
                + closest(key).map(name -> "; did you mean '" + name + "'?").orElse(""));
    }

    private Optional<String> closest(String key) {
        Collection<String> candidates = key.startsWith(QUARKUS) ? ofQuarkus : ofApplication;
        return candidates.stream().filter(name -> Math.abs(name.length() - key.length()) <= TOLERANCE)
                .filter(name -> name.indexOf('*') < 0 && Suggestion.distance(key, name) <= TOLERANCE)
                .min(Comparator.<String> comparingInt(name -> Suggestion.distance(key, name))
                        .thenComparing(Comparator.naturalOrder()));
    }
}
