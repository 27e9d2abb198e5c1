package io.quarkiverse.processmanager.runtime.process.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class SerialExecutorTest {

    private final List<Integer> done = new ArrayList<>();

    @Test
    void anErrorOfATaskDoesNotKeepTheNextTaskFromRunning() {
        SerialExecutor serial = new SerialExecutor(Runnable::run);

        serial.execute(() -> {
            throw new OutOfMemoryError("a test of what a full heap does");
        });
        serial.execute(() -> done.add(2));

        assertThat(done).containsExactly(2);
    }

    @Test
    void aTaskRunsThoughTheSystemRefusesAThread() {
        SerialExecutor serial = new SerialExecutor(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });

        serial.execute(() -> done.add(1));
        serial.execute(() -> done.add(2));

        assertThat(done).containsExactly(1, 2);
    }
}
