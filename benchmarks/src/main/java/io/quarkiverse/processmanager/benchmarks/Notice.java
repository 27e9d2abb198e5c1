package io.quarkiverse.processmanager.benchmarks;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/** The time from the exit of a process to its report. Our supervisor also counts the left-over processes before the report. */
final class Notice implements Benchmark {

    private static final int WARM_UP = 1;
    private static final int ROUNDS = 3;
    private static final int TIMES = 40;

    private final Samples exited = new Samples();
    private final Samples gone = new Samples();
    private final Samples cEnded = new Samples();

    @Override
    public void run(Yardstick c, Table table) {
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (long[] figure : c.round("notice", TIMES)) {
                if (round >= 0) {
                    cEnded.addNanos(figure[0]);
                }
            }
            round(c, round >= 0);
        }
        table.compare("exit until it is reported, median", exited.median(), cEnded.median());
        table.compare("exit until nothing of the tree is alive, median", gone.median(), cEnded.median());
    }

    private void round(Yardstick c, boolean counts) {
        try (Ours ours = new Ours().listening()) {
            for (int i = 0; i < TIMES; i++) {
                ReportTimes reported = new ReportTimes(new CompletableFuture<>(), new CompletableFuture<>());
                ours.start("p", reported, c.child("exit"));
                long end = ours.await(1, "end")[0];
                long exitedAt = reported.exitedAt().orTimeout(60, TimeUnit.SECONDS).join();
                long goneAt = reported.goneAt().orTimeout(60, TimeUnit.SECONDS).join();
                if (counts) {
                    exited.addNanos(exitedAt - end);
                    gone.addNanos(goneAt - end);
                }
            }
        }
    }

    /** Records the times of the reports. */
    private record ReportTimes(CompletableFuture<Long> exitedAt, CompletableFuture<Long> goneAt)
            implements
                ProcessRunner.Listener {

        @Override
        public void started(long pid) {
            // The start is not measured.
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            exitedAt.complete(System.nanoTime());
        }

        @Override
        public void gone() {
            goneAt.complete(System.nanoTime());
        }

        @Override
        public void notKilled(List<String> survivors) {
            throw new IllegalStateException("not killed: " + survivors);
        }
    }
}
