package io.quarkiverse.processmanager.runtime.snapshot;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

/**
 * A {@link SharedMap} as a map of the JDK, in the order of a plan. The keys that the plan does not have follow in the order of
 * their text. Immutable: only an iteration puts the keys in order.
 */
final class OrderedMap<V> extends AbstractMap<String, V> {

    private final Plan plan;
    private final SharedMap<V> values;

    OrderedMap(Plan plan, SharedMap<V> values) {
        this.plan = plan;
        this.values = values;
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    public boolean containsKey(Object key) {
        return key instanceof String id && values.has(id);
    }

    @Override
    public @Nullable V get(Object key) {
        return key instanceof String id ? values.get(id) : null;
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
        return new AbstractSet<>() {

            @Override
            public Iterator<Map.Entry<String, V>> iterator() {
                return ordered().iterator();
            }

            @Override
            public int size() {
                return values.size();
            }
        };
    }

    private List<Map.Entry<String, V>> ordered() {
        List<Map.Entry<String, V>> entries = new ArrayList<>(values.size());
        for (String id : plan.ids()) {
            V value = values.get(id);
            if (value != null) {
                entries.add(Map.entry(id, value));
            }
        }
        if (entries.size() < values.size()) {
            List<Map.Entry<String, V>> others = new ArrayList<>();
            values.forEach((id, value) -> {
                if (plan.find(id).isEmpty()) {
                    others.add(Map.entry(id, value));
                }
            });
            others.sort(Map.Entry.comparingByKey());
            entries.addAll(others);
        }
        return Collections.unmodifiableList(entries);
    }
}
