package io.quarkiverse.processmanager.benchmarks;

import java.time.Duration;

import io.quarkiverse.processmanager.ProcessDefinition;

/** Many processes are stopped at once, and some of them do not obey. */
final class Stubborn implements Benchmark {

    private static final int COUNT = 100;
    private static final int STUBBORN = 20;
    private static final int ROUNDS = 3;
    private static final long GRACE_MILLIS = 1_500;
    private static final long SETTLE_MILLIS = 200;

    private final Samples afterGrace = new Samples();
    private final Samples cAfterGrace = new Samples();
    private final Samples cpu = new Samples();

    @Override
    public void run(Yardstick c, Table table) {
        for (int round = 0; round < ROUNDS; round++) {
            cAfterGrace.addNanos(c.round("stubborn", COUNT, STUBBORN, GRACE_MILLIS).get(0)[0]);
            round(c);
        }
        table.atMostMillis(50, "stop of 100 of which 20 ignore it, after the grace", afterGrace.median(), cAfterGrace.median());
        table.note("CPU of the JVM while 20 use up their grace", Table.text("%.1f %%", cpu.median()));
    }

    private void round(Yardstick c) {
        try (Ours ours = new Ours().listening()) {
            ours.run(Ours.times(COUNT, i -> ProcessDefinition.builder("p" + i)
                    .command(c.child(i < STUBBORN ? "stubborn" : "sleep"))
                    .stop(stop -> stop.timeout(Duration.ofMillis(GRACE_MILLIS))).build()));
            ours.await(COUNT, "started", "up");
            Ours.pause(SETTLE_MILLIS);
            Cost before = Cost.now();
            long asked = System.nanoTime();
            afterGrace.addNanos(ours.stopAll() - asked - GRACE_MILLIS * 1_000_000);
            cpu.add(Cost.now().cpuPercentSince(before));
        }
    }
}
