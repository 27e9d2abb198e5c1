package io.quarkiverse.processmanager.runtime.process.spawn.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** How many helpers of the JDK exist at once while processes start. */
class SerialStartsTest {

    private static final int STARTS = 40;
    private static final int THREADS = 8;

    @Test
    void noTwoHelpersOfTheJdkExistAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<CompletableFuture<Integer>> exits = IntStream.range(0, STARTS)
                    .mapToObj(i -> CompletableFuture.supplyAsync(SerialStartsTest::run, threads)).toList();
            CompletableFuture<Void> all = CompletableFuture.allOf(exits.toArray(CompletableFuture[]::new));

            List<Long> helpers = new ArrayList<>();
            while (!all.isDone()) {
                helpers.add(helpers());
            }

            assertThat(helpers).isNotEmpty().allMatch(count -> count <= 1);
            assertThat(exits).allMatch(exit -> exit.join() == 0);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int run() {
        try {
            return SerialStarts.start(new ProcessBuilder("true")).waitFor();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static long helpers() {
        return ProcessHandle.current().children()
                .filter(child -> child.info().command().filter(command -> command.endsWith("/jspawnhelper")).isPresent())
                .count();
    }
}
