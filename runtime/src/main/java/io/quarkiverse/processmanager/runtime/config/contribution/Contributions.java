package io.quarkiverse.processmanager.runtime.config.contribution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.runtime.definition.ContributedKeys;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.SmallRyeConfig;

/** The configuration that the processes in force contribute to the application. Immutable. */
public final class Contributions {

    /** Most applications have this one, and load no class to find that out. */
    static final Contributions NONE = new Contributions(Map.of(), Map.of(), Map.of());

    /** By the canonical key. */
    private final Map<String, Contribution> byKey;
    /** The keys that a source with a higher ordinal sets in another form, each with that form. */
    private final Map<String, String> setInstead;
    private final Map<String, String> renamed;
    private final Map<String, String> written = new HashMap<>();

    private Contributions(Map<String, Contribution> byKey, Map<String, String> setInstead, Map<String, String> renamed) {
        this.byKey = byKey;
        this.setInstead = setInstead;
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
        Predicate<String> chosen = ChosenProcesses.in(config);
        List<ContributedName> contributing = new ArrayList<>();
        Map<String, String> renamed = new HashMap<>();
        Iterator<String> names = config.names();
        while (names.hasNext()) {
            String property = names.next();
            Optional<ContributedName> name = ContributedName.of(property);
            if (name.filter(some -> !some.property().equals(property)).isPresent()) {
                renamed.put(property, name.get().property());
            }
            if (name.isPresent() && ContributedKeys.problem(name.get().key()).isEmpty()
                    && inForce.contains(name.get().processId()) && chosen.test(name.get().processId())) {
                contributing.add(name.get());
            }
        }
        KeyForms forms = new KeyForms(contributing.stream().map(ContributedName::key).toList(), config.names());
        Map<String, Contribution> byKey = new TreeMap<>();
        for (ContributedName name : contributing) {
            byKey.merge(ContributedKeys.canonical(name.key()),
                    new Contribution(name.processId(), forms.of(name.key()), name.property()),
                    (one, other) -> one.processId().compareTo(other.processId()) <= 0 ? one : other);
        }
        return new Contributions(byKey, setInstead(config, byKey.values()), renamed);
    }

    /**
     * A reader prefers one of several forms of a key, whatever their ordinals are: quoted or not, a list on one line or with a
     * property for each element. A contribution in another form than that of the user would win or would be mixed in.
     */
    private static Map<String, String> setInstead(ConfigView config, Collection<Contribution> contributions) {
        Map<String, List<String>> byWhole = new HashMap<>();
        for (Contribution some : contributions) {
            byWhole.computeIfAbsent(ContributedKeys.whole(some.key()), any -> new ArrayList<>()).add(some.key());
        }
        Map<String, String> setInstead = new HashMap<>();
        Iterator<String> names = byWhole.isEmpty() ? Collections.emptyIterator() : config.names();
        while (names.hasNext()) {
            String name = names.next();
            for (String key : byWhole.getOrDefault(ContributedKeys.whole(name), List.of())) {
                if (!key.equals(name) && config.ordinal(name) > ContributionInterceptor.ORDINAL) {
                    setInstead.put(key, name);
                }
            }
        }
        return setInstead;
    }

    /**
     * The contribution to a key of the application, in any form of the key, so that a reference to the form of the process resolves.
     * Empty if the user has set the key in another form.
     */
    public Optional<Contribution> find(String key) {
        // An application without contributions loads no class of their keys.
        Contribution some = byKey.isEmpty() ? null : byKey.get(ContributedKeys.canonical(key));
        return some == null || setInstead.containsKey(some.key()) ? Optional.empty() : Optional.of(some);
    }

    /** The form in which the user has set what the process contributes; empty if it is the same form, or nothing is set. */
    Optional<String> setInstead(Contribution contribution) {
        return Optional.ofNullable(setInstead.get(contribution.key()));
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

    /** The contributed keys that are in force, in order. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        byKey.values().forEach(some -> keys.add(some.key()));
        keys.removeAll(setInstead.keySet());
        return keys;
    }

    /** All contributions, also those that the user overrides, in the order of their keys. */
    public Collection<Contribution> all() {
        return byKey.values();
    }
}
