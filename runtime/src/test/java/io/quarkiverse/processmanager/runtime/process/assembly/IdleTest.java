package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** While processes run undisturbed, no thread scans them. */
class IdleTest {

    private static final Duration INTERVAL = Duration.ofSeconds(2);

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void noEngineThreadWakesUpWhileProcessesRun() {
        IntStream.range(0, 10).forEach(i -> workshop.start(workshop.sh("sleep 1000 & echo up" + i + "; wait")));
        IntStream.range(0, 10).forEach(i -> workshop.awaitLine("up" + i));
        // A process that has exited must not be searched for any longer either.
        workshop.start(workshop.sh("true")).witness().awaitGone();
        // The work of the starts may not be done yet.
        AtomicReference<Map<String, Long>> before = new AtomicReference<>(Map.of());
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO).pollInterval(INTERVAL)
                .untilAsserted(() -> assertQuietSince(before.getAndSet(wakeUps())));
    }

    /** Twenty scans a second would exceed this; a pool may end a thread. */
    private static void assertQuietSince(Map<String, Long> before) throws IOException {
        assertThat(before).isNotEmpty();
        assertThat(wakeUps()).isNotEmpty().allSatisfy((thread, count) -> assertThat(count).as(thread)
                .isLessThanOrEqualTo(before.getOrDefault(thread, 0L) + 5));
    }

    /** The number of voluntary context switches of each engine thread, by its number and its Linux name. */
    private static Map<String, Long> wakeUps() throws IOException {
        Map<String, Long> wakeUps = new HashMap<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                String name = Workshop.read(task + "/comm").strip();
                if (name.startsWith("process-manager") || name.startsWith("process reaper")) {
                    Workshop.read(task + "/status").lines().filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                            .forEach(line -> wakeUps.put(name + " " + task.getFileName(),
                                    Long.parseLong(line.split("\\s+")[1])));
                }
            }
        }
        return wakeUps;
    }
}
