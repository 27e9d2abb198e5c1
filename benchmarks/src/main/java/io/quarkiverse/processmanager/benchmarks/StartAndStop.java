package io.quarkiverse.processmanager.benchmarks;

import java.util.List;

import io.quarkiverse.processmanager.ProcessDefinition;

/** Many processes start at the same time and stop at the same time. */
final class StartAndStop implements Benchmark {

    private static final int COUNT = 100;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 5;
    private static final long SETTLE_MILLIS = 200;

    private final Samples reported = new Samples();
    private final Samples running = new Samples();
    private final Samples stopped = new Samples();
    private final Samples startCpu = new Samples();
    private final Samples stopCpu = new Samples();
    private final Samples coldRunning = new Samples();
    private final Samples coldStopped = new Samples();
    private final Samples cReported = new Samples();
    private final Samples cRunning = new Samples();
    private final Samples cStopped = new Samples();

    @Override
    public void run(Yardstick c, Table table) {
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            List<long[]> figures = c.round("start", COUNT);
            long[] ours = round(c);
            if (round == -WARM_UP) {
                coldRunning.addNanos(ours[1]);
                coldStopped.addNanos(ours[2]);
            }
            if (round >= 0) {
                cReported.addNanos(figures.get(0)[0]);
                cRunning.addNanos(figures.get(1)[0]);
                cStopped.addNanos(figures.get(2)[0]);
                reported.addNanos(ours[0]);
                running.addNanos(ours[1]);
                stopped.addNanos(ours[2]);
                startCpu.addNanos(ours[3]);
                stopCpu.addNanos(ours[4]);
            }
        }
        table.atMost(20, "start of 100, until all are reported", reported.median(), cReported.median());
        table.compare("start of 100, until all run", running.median(), cRunning.median());
        table.note("  CPU of the JVM for it", Table.text("%.0f ms", startCpu.mean()));
        table.note("  the first time in this JVM", Table.text("%.0f ms", coldRunning.mean()));
        table.atMost(12, "stop of 100 that exit on the signal", stopped.median(), cStopped.median());
        table.note("  CPU of the JVM for it", Table.text("%.0f ms", stopCpu.mean()));
        table.note("  the first time in this JVM", Table.text("%.0f ms", coldStopped.mean()));
    }

    private static long[] round(Yardstick c) {
        try (Ours ours = new Ours().listening()) {
            List<ProcessDefinition> definitions = Ours.times(COUNT,
                    i -> ProcessDefinition.builder("p" + i).command(c.child("sleep")).build());
            Cost before = Cost.now();
            long began = System.nanoTime();
            ours.run(definitions);
            long[] last = ours.await(COUNT, "started", "up");
            Cost started = Cost.now();
            Ours.pause(SETTLE_MILLIS);
            Cost running = Cost.now();
            long requested = System.nanoTime();
            long gone = ours.stopAll();
            return new long[] { last[0] - began, last[1] - began, gone - requested, started.cpuNanos() - before.cpuNanos(),
                    Cost.now().cpuNanos() - running.cpuNanos() };
        }
    }
}
