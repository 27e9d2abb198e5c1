package io.quarkiverse.processmanager.benchmarks;

import java.time.Duration;

import io.quarkiverse.processmanager.ProcessDefinition;

/** Many processes are stopped at the same time, and some of them ignore the stop signal. */
final class Stubborn implements Benchmark {

    private static final int COUNT = 100;
    private static final int STUBBORN = 20;
    private static final int ROUNDS = 3;
    private static final long GRACE_PERIOD_MILLIS = 1_500;
    private static final long SETTLE_MILLIS = 200;

    private final Samples afterGracePeriod = new Samples();
    private final Samples cAfterGracePeriod = new Samples();
    private final Samples cpu = new Samples();

    @Override
    public void run(Yardstick c, Table table) {
        for (int round = 0; round < ROUNDS; round++) {
            cAfterGracePeriod.addNanos(c.round("stubborn", COUNT, STUBBORN, GRACE_PERIOD_MILLIS).get(0)[0]);
            round(c);
        }
        table.atMostMillis(50, "stop of 100, 20 ignore the signal, after the timeout",
                afterGracePeriod.median(), cAfterGracePeriod.median());
        table.note("CPU of the JVM during the grace period of 20", Table.text("%.1f %%", cpu.median()));
    }

    private void round(Yardstick c) {
        try (Ours ours = new Ours().listening()) {
            ours.run(Ours.times(COUNT, i -> ProcessDefinition.builder("p" + i)
                    .command(c.child(i < STUBBORN ? "stubborn" : "sleep"))
                    .stop(stop -> stop.timeout(Duration.ofMillis(GRACE_PERIOD_MILLIS))).build()));
            ours.await(COUNT, "started", "up");
            Ours.pause(SETTLE_MILLIS);
            Cost before = Cost.now();
            long requested = System.nanoTime();
            afterGracePeriod.addNanos(ours.stopAll() - requested - GRACE_PERIOD_MILLIS * 1_000_000);
            cpu.add(Cost.now().cpuPercentSince(before));
        }
    }
}
