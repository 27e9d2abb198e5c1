package io.quarkiverse.processmanager.benchmarks;

import io.quarkiverse.processmanager.ProcessDefinition;

/** Measures the usage of many processes repeatedly, as the job of the scheduler does. */
final class Measurement implements Benchmark {

    private static final int COUNT = 100;
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 30;
    /** The supervisor does not compare measurements that follow each other more closely. */
    private static final long BETWEEN_MILLIS = 550;

    @Override
    public void run(Yardstick c, Table table) {
        Samples times = new Samples();
        long cpuNanos = 0;
        try (Ours ours = new Ours().listening()) {
            ours.run(Ours.times(COUNT, i -> ProcessDefinition.builder("p" + i).command(c.child("sleep")).build()));
            ours.await(COUNT, "started", "up");
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                Ours.pause(BETWEEN_MILLIS);
                Cost before = Cost.now();
                ours.measure();
                long last = ours.await(COUNT, "measured")[0];
                if (round >= 0) {
                    times.addNanos(last - before.nanos());
                    cpuNanos += Cost.now().cpuNanos() - before.cpuNanos();
                }
            }
        }
        table.note("measurement of 100, until all are reported", Table.text("%.2f ms", times.median()));
        table.note("  CPU of the JVM for it", Table.text("%.1f ms", cpuNanos / 1e6 / ROUNDS));
    }
}
