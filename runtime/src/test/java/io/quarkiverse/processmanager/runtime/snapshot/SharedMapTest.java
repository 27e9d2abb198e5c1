package io.quarkiverse.processmanager.runtime.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.Seeds;

class SharedMapTest {

    /** "Aa" and "BB" have the same hash code, and so have all texts that are made of them. */
    private static final String[] KEYS = { "AaAa", "BBBB", "AaBB", "BBAa", "db", "api", "web", "p1", "p2", "p3", "", "Aa",
            "BB" };

    @Test
    void itIsAMap() {
        Seeds.each(300, seed -> {
            Random random = new Random(seed);
            Map<String, Integer> model = new HashMap<>();
            SharedMap<Integer> map = SharedMap.empty();
            for (int step = 0; step < 60; step++) {
                String key = KEYS[random.nextInt(KEYS.length)];
                if (random.nextInt(3) == 0) {
                    model.remove(key);
                    map = map.without(key);
                } else {
                    model.put(key, step);
                    map = map.with(key, step);
                }
                assertSame(map, model);
            }
        });
    }

    @Test
    void theChangesLeadFromOneMapToTheOther() {
        Seeds.each(300, seed -> {
            Random random = new Random(seed);
            SharedMap<Integer> before = random(random);
            SharedMap<Integer> after = before;
            for (int change = random.nextInt(6); change > 0; change--) {
                String key = KEYS[random.nextInt(KEYS.length)];
                after = random.nextBoolean() ? after.without(key) : after.with(key, 1_000 + change);
            }

            assertLeads(before, after);
            assertLeads(after, before);
            assertLeads(random(random), after);
        });
    }

    @Test
    void aRemovedKeyLeavesNoTrace() {
        SharedMap<Integer> map = SharedMap.<Integer> empty().with("db", 1);

        for (String key : KEYS) {
            SharedMap<Integer> after = map.with(key, 2).without(key);
            after.changesSince(key.equals("db") ? SharedMap.empty() : map, (other, value) -> {
                throw new AssertionError(other + " has changed by " + key);
            }, other -> {
                throw new AssertionError(other + " is removed by " + key);
            });
        }
    }

    @Test
    void aChangeOfALargeMapCopiesAPathOnly() {
        SharedMap<Integer> map = SharedMap.empty();
        for (int index = 0; index < 100_000; index++) {
            map = map.with("p" + index, 0);
        }
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        SharedMap<Integer> changed = map;
        for (int index = 0; index < 1_000; index++) {
            changed = changed.with("p" + index, 1);
        }

        // A copy of all entries has more than a megabyte for each change.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000 * 4_000);
        Set<String> keys = new HashSet<>();
        changed.changesSince(map, (key, value) -> keys.add(key), key -> keys.add("not " + key));
        assertThat(keys).hasSize(1_000).contains("p0", "p999").doesNotContain("p1000");
    }

    private static SharedMap<Integer> random(Random random) {
        SharedMap<Integer> map = SharedMap.empty();
        for (int count = random.nextInt(KEYS.length); count > 0; count--) {
            map = map.with(KEYS[random.nextInt(KEYS.length)], count);
        }
        return map;
    }

    private static void assertLeads(SharedMap<Integer> before, SharedMap<Integer> after) {
        Map<String, Integer> all = entries(before);
        after.changesSince(before, (key, value) -> {
            assertThat(all.put(key, value)).as(key + " has changed").isNotSameAs(value);
        }, key -> assertThat(all.remove(key)).as(key + " was there").isNotNull());
        assertSame(after, all);
    }

    private static void assertSame(SharedMap<Integer> map, Map<String, Integer> model) {
        assertThat(entries(map)).isEqualTo(model);
        assertThat(map.size()).isEqualTo(model.size());
        for (String key : KEYS) {
            assertThat(map.get(key)).isEqualTo(model.get(key));
            assertThat(map.has(key)).isEqualTo(model.containsKey(key));
        }
    }

    private static Map<String, Integer> entries(SharedMap<Integer> map) {
        Map<String, Integer> entries = new HashMap<>();
        map.forEach((key, value) -> assertThat(entries.put(key, value)).isNull());
        return entries;
    }
}
