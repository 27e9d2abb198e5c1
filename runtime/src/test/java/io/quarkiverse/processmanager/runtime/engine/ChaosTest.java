package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * JVMs that start, stop, restart and reload processes are killed at random moments, and so are their watchdogs, the roots and the
 * children. Afterwards no process is left that has the environment, a directory or a file of such a JVM, and a JVM that survives
 * can start and stop everything. Runs for 8 s, or longer with {@code -Dchaos.seconds=600}; {@code -Dchaos.seed} repeats the
 * decisions of a run, though not its timing.
 */
class ChaosTest {

    private static final Duration TIME = Duration.ofSeconds(Long.getLong("chaos.seconds", 8));
    private static final long PATIENCE_SECONDS = 300;
    private static final int LANES = Integer.getInteger("chaos.lanes", 4);

    @TempDir
    Path directory;

    /** It has its own limit, which depends on the time it runs. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS)
    void nothingIsLeftWhateverIsKilledAtWhateverMoment() throws Exception {
        long seed = Long.getLong("chaos.seed", new Random().nextInt());
        System.out.println("chaos: seed " + seed + ", " + TIME.toSeconds() + " s");
        long end = System.nanoTime() + TIME.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        List<Future<ChaosLane.Result>> lanes = new ArrayList<>();
        try {
            for (int i = 0; i < LANES; i++) {
                ChaosLane lane = new ChaosLane(directory.resolve("lane" + i), seed + i, i % 2 == 0 ? "native" : "portable");
                lanes.add(threads.submit(() -> lane.run(end)));
            }
            ChaosLane.Result all = new ChaosLane.Result(0, 0, 0, List.of());
            for (Future<ChaosLane.Result> lane : lanes) {
                all = all.plus(lane.get(TIME.toSeconds() + PATIENCE_SECONDS, TimeUnit.SECONDS));
            }

            System.out.println("chaos: seed " + seed + ", " + all);
            assertThat(all.problems()).as("seed %d", seed).isEmpty();
            assertThat(all.jvms()).isPositive();
        } finally {
            threads.shutdownNow();
        }
    }
}
