package io.quarkiverse.processmanager.benchmarks;

import java.time.Duration;
import java.util.List;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.RestartPolicy;

/** The time from the kill of a process to its restart; the policy restarts it without a delay. */
final class Replacement implements Benchmark {

    private static final String ID = "p";
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 5;
    private static final int TIMES = 100;
    private static final long PAUSE_MILLIS = 10;

    private final Samples reported = new Samples();
    private final Samples running = new Samples();
    private final Samples cpu = new Samples();
    private final Samples cold = new Samples();
    private final Samples cReported = new Samples();
    private final Samples cRunning = new Samples();

    @Override
    public void run(Yardstick c, Table table) {
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            List<long[]> figures = c.round("replace", TIMES);
            if (round >= 0) {
                figures.forEach(figure -> {
                    cReported.addNanos(figure[0]);
                    cRunning.addNanos(figure[1]);
                });
            }
            round(c, round >= 0, round == -WARM_UP);
        }
        table.atMost(6, "replacement until reported, median", reported.median(), cReported.median());
        table.atMost(10, "replacement until reported, p90", reported.quantile(0.9), cReported.quantile(0.9));
        table.note("  CPU of the JVM for it", Table.text("%.1f ms", cpu.mean()));
        table.compare("replacement until it runs, median", running.median(), cRunning.median());
        table.compare("replacement until it runs, p90", running.quantile(0.9), cRunning.quantile(0.9));
        table.note("  median of the first 100 in this JVM", Table.text("%.2f ms", cold.median()));
    }

    private void round(Yardstick c, boolean counts, boolean first) {
        try (Ours ours = new Ours().listening()) {
            ours.run(List.of(ProcessDefinition.builder(ID).command(c.child("sleep"))
                    .restart(restart -> restart.policy(RestartPolicy.Mode.ALWAYS)
                            .delay(Duration.ZERO).backoff(1).maxDelay(Duration.ZERO).jitter(0).max(Integer.MAX_VALUE))
                    .build()));
            ours.await(1, "started", "up");
            Cost before = Cost.now();
            for (int i = 0; i < TIMES; i++) {
                Ours.pause(PAUSE_MILLIS);
                ProcessHandle process = ProcessHandle.of(ours.commands().get(ID).status().pid().orElseThrow()).orElseThrow();
                long killed = System.nanoTime();
                process.destroyForcibly();
                long[] times = ours.await(1, "started", "up");
                if (first) {
                    cold.addNanos(times[1] - killed);
                }
                if (counts) {
                    reported.addNanos(times[0] - killed);
                    running.addNanos(times[1] - killed);
                }
            }
            if (counts) {
                cpu.addNanos((Cost.now().cpuNanos() - before.cpuNanos()) / TIMES);
            }
        }
    }
}
