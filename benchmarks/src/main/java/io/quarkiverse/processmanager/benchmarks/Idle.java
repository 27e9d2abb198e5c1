package io.quarkiverse.processmanager.benchmarks;

import io.quarkiverse.processmanager.ProcessDefinition;

/** Many processes run, and nothing happens. */
final class Idle implements Benchmark {

    private static final int COUNT = 100;
    private static final long SETTLE_MILLIS = 3_000;
    private static final long MILLIS = 5_000;

    @Override
    public void run(Yardstick c, Table table) {
        // What the JVM needs for the first processes of all does not count.
        started(c).close();
        Cost without = Cost.afterCollection();
        try (Ours ours = started(c)) {
            // The compiler has been busy too.
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
        table.note("CPU of the JVM with 100 that do nothing", Table.text("%.2f %%", later.cpuPercentSince(with)));
        table.note("threads of the JVM for each",
                Table.text("%.1f", (with.threads() - without.threads()) / (double) COUNT));
        table.note("heap for each",
                Table.text("%.1f KiB", (with.heapBytes() - without.heapBytes()) / 1024.0 / COUNT));
        table.note("memory of the JVM for each",
                Table.text("%.0f KiB", (with.memoryKib() - without.memoryKib()) / (double) COUNT));
    }
}
