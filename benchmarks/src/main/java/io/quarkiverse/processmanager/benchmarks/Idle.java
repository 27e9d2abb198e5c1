package io.quarkiverse.processmanager.benchmarks;

import io.quarkiverse.processmanager.ProcessDefinition;

/** The cost of many processes that do nothing. */
final class Idle implements Benchmark {

    private static final int COUNT = 100;
    private static final long SETTLE_MILLIS = 3_000;
    private static final long MILLIS = 5_000;

    @Override
    public void run(Yardstick c, Table table) {
        // The first processes load classes and start threads, which does not count.
        started(c).close();
        Cost without = Cost.afterCollection();
        try (Ours ours = started(c)) {
            // The JIT compiler needs this time to finish.
            Ours.pause(SETTLE_MILLIS);
            Cost with = Cost.afterCollection();
            Ours.pause(MILLIS);
            write(table, without, with, Cost.now());
        }
    }

    private static Ours started(Yardstick c) {
        Ours ours = new Ours().listening();
        ours.run(Ours.times(COUNT, i -> ProcessDefinition.builder("p" + i).command(c.child("sleep")).build()));
        ours.await(COUNT, "started", "up");
        return ours;
    }

    private static void write(Table table, Cost without, Cost with, Cost later) {
        table.note("CPU of the JVM with 100 idle processes", Table.text("%.2f %%", later.cpuPercentSince(with)));
        table.note("threads of the JVM per process",
                Table.text("%.1f", (with.threads() - without.threads()) / (double) COUNT));
        table.note("heap per process",
                Table.text("%.1f KiB", (with.heapBytes() - without.heapBytes()) / 1024.0 / COUNT));
        table.note("memory of the JVM per process",
                Table.text("%.0f KiB", (with.memoryKib() - without.memoryKib()) / (double) COUNT));
    }
}
