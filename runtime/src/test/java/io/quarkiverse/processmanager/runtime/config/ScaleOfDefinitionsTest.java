package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.SmallRyeConfig;

/**
 * The growth of the work of a start until the plan exists, counted as look-ups of the configuration. With {@code -Dscale} the test
 * prints the figures of the page about scale.
 */
class ScaleOfDefinitionsTest {

    private static final boolean PRINTS = System.getProperty("scale") != null;
    /** SmallRye Config itself needs seconds for the last size. */
    private static final List<Integer> SIZES = PRINTS ? List.of(10, 100, 300, 1_000) : List.of(10, 100, 300);

    private final LaunchMode before = LaunchMode.current();

    /** A file whose look-ups and listings are counted. */
    private static final class Counting implements ConfigSource {

        private final Map<String, String> properties = new HashMap<>();
        private long lookups;
        private long listings;

        @Override
        public Set<String> getPropertyNames() {
            listings++;
            return properties.keySet();
        }

        @Override
        public String getValue(String name) {
            lookups++;
            return properties.get(name);
        }

        @Override
        public String getName() {
            return "counting";
        }

        @Override
        public int getOrdinal() {
            return 260;
        }
    }

    private static Counting processes(int count) {
        Counting source = new Counting();
        for (int i = 0; i < count; i++) {
            String prefix = "quarkus.processes.p" + i + ".";
            source.properties.put(prefix + "command", "run --port ${" + prefix + "port}");
            source.properties.put(prefix + "port", "0");
            source.properties.put(prefix + "health.path", "/health");
            if (i > 0) {
                source.properties.put(prefix + "depends-on", "p" + (i - 1) / 2);
            }
        }
        return source;
    }

    @BeforeEach
    void chooseThePortsOfDevMode() {
        LaunchMode.set(LaunchMode.DEVELOPMENT);
    }

    @AfterEach
    void reset() {
        LaunchMode.set(before);
    }

    @Test
    void theLookUpsGrowAsTheProcesses() {
        Map<Integer, Double> lookups = new HashMap<>();
        for (int count : SIZES) {
            Counting source = processes(count);
            long began = System.nanoTime();
            SmallRyeConfig config = new Configured().configuration(source);
            double created = millisSince(began);
            Definitions definitions = new Configured().readAgain(config);
            double read = millisSince(began);
            Plan plan = definitions.plan();
            double planned = millisSince(began);

            assertThat(definitions.allProblems()).isEmpty();
            assertThat(plan.ids()).hasSize(count);
            lookups.put(count, (double) source.lookups / count);
            if (PRINTS) {
                System.out.printf(Locale.ROOT,
                        "definitions %5d  look-ups %8.1f for each  listings %4d  configuration %8.1f ms  reading %8.1f ms  plan %6.1f ms%n",
                        count, (double) source.lookups / count, source.listings, created, read - created, planned - read);
            }
        }

        assertThat(lookups.get(300)).isLessThan(1.1 * lookups.get(100));
    }

    private static double millisSince(long began) {
        return (System.nanoTime() - began) / 1e6;
    }
}
