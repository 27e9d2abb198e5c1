package io.quarkiverse.processmanager.runtime;

import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * The seeds of a random test. The test runs once for each seed and fails with the first seed that fails. {@code -Dseed=17} runs
 * the test with that seed alone, {@code -Dseeds=1000} with so many.
 */
public final class Seeds {

    private static final String ONE = "seed";
    private static final String MANY = "seeds";

    private Seeds() {
    }

    /** Runs a test with the seeds 1 to {@code count}. */
    public static void each(int count, LongConsumer test) {
        Long one = Long.getLong(ONE);
        LongStream seeds = one == null ? LongStream.rangeClosed(1, Long.getLong(MANY, count)) : LongStream.of(one);
        seeds.forEach(seed -> run(seed, test));
    }

    private static void run(long seed, LongConsumer test) {
        try {
            test.accept(seed);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("with seed " + seed + ", alone with -D" + ONE + "=" + seed + ": " + e.getMessage(), e);
        }
    }
}
