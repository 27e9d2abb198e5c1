package io.quarkiverse.processmanager.benchmarks;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/** A process ends by itself, and somebody wants to know. Ours also counts what it has left behind before it says so. */
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
        table.compare("exit until it is known, median", exited.median(), cEnded.median());
        table.compare("exit until nothing of the tree is alive, median", gone.median(), cEnded.median());
    }

    private void round(Yardstick c, boolean counts) {
        try (Ours ours = new Ours().listening()) {
            for (int i = 0; i < TIMES; i++) {
                Clock clock = new Clock(new CompletableFuture<>(), new CompletableFuture<>());
                ours.start("p", clock, c.child("exit"));
                long end = ours.await(1, "end")[0];
                long exitedAt = clock.exitedAt().orTimeout(60, TimeUnit.SECONDS).join();
                long goneAt = clock.goneAt().orTimeout(60, TimeUnit.SECONDS).join();
                if (counts) {
                    exited.addNanos(exitedAt - end);
                    gone.addNanos(goneAt - end);
                }
            }
        }
    }

    /** Notes when it hears what. */
    private record Clock(CompletableFuture<Long> exitedAt, CompletableFuture<Long> goneAt) implements ProcessRunner.Listener {

        @Override
        public void started(long pid) {
            // It says so itself.
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
