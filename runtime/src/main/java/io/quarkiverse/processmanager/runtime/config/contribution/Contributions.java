package io.quarkiverse.processmanager.runtime.config.contribution;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.runtime.definition.ContributedKeys;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.SmallRyeConfig;

/** The configuration that the processes in force contribute to the application. Immutable. */
public final class Contributions {

    private final Map<String, Contribution> byKey;
    private final Map<String, String> renamed;
    private final Map<String, String> written = new HashMap<>();

    private Contributions(Map<String, Contribution> byKey, Map<String, String> renamed) {
        this.byKey = byKey;
        this.renamed = renamed;
        renamed.forEach((name, property) -> written.put(property, name));
    }

    /** The contributions in a complete configuration. */
    public static Contributions of(SmallRyeConfig config, LaunchMode launchMode) {
        return of(ConfigView.of(config), TestLaunch.mode(launchMode));
    }

    /** Where two processes contribute the same key, which the build refuses, the one with the first id counts. */
    static Contributions of(ConfigView config, Mode mode) {
        ProcessesInForce inForce = new ProcessesInForce(config::value, mode);
        Map<String, Contribution> byKey = new TreeMap<>();
        Map<String, String> renamed = new HashMap<>();
        Iterator<String> names = config.names();
        while (names.hasNext()) {
            String property = names.next();
            Optional<ContributedName> name = ContributedName.of(property);
            if (name.filter(some -> !some.property().equals(property)).isPresent()) {
                renamed.put(property, name.get().property());
            }
            if (name.isPresent() && ContributedKeys.problem(name.get().key()).isEmpty()
                    && inForce.contains(name.get().processId())) {
                Contribution contribution = new Contribution(name.get().processId(), name.get().key(), name.get().property());
                byKey.merge(contribution.key(), contribution,
                        (one, other) -> one.processId().compareTo(other.processId()) <= 0 ? one : other);
            }
        }
        return new Contributions(byKey, renamed);
    }

    /** The contribution to a key of the application. */
    public Optional<Contribution> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** The name that readers see, of a property as it is written in a source. */
    String shown(String name) {
        return renamed.getOrDefault(name, name);
    }

    /** The name in the sources, of a property that readers see under another name. */
    Optional<String> written(String property) {
        return Optional.ofNullable(written.get(property));
    }

    boolean isEmpty() {
        return byKey.isEmpty() && renamed.isEmpty();
    }

    /** The contributed keys, in order. */
    public Set<String> keys() {
        return byKey.keySet();
    }

    /** All contributions in the order of their keys. */
    public Collection<Contribution> all() {
        return byKey.values();
    }
}
