package io.quarkiverse.processmanager.runtime.process.output.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;

class PolledPipeTest {

    @Test
    void everythingIsReadAndThenTheEnd() throws Exception {
        Process process = sh("i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i + 1)); done");

        String text = readAll(process);

        assertThat(text.lines()).hasSize(2000).endsWith("line 1999");
    }

    @Test
    void aChildThatHoldsThePipeDoesNotBlockTheReader() throws Exception {
        Process process = sh("sleep 1000 & echo $!");

        long child = Long.parseLong(readAll(process).trim());

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
        Awaitility.await().atMost(Duration.ofSeconds(60))
                .until(() -> Workshop.living().stream().noneMatch(entry -> entry.pid() == child));
    }

    @Test
    void closeEndsAReaderThatWaits() throws Exception {
        Process process = sh("exec sleep 1000");
        PolledPipe pipe = new PolledPipe(process, process.getInputStream());
        Thread reader = new Thread(() -> {
            try {
                pipe.read(ByteBuffer.allocate(10));
            } catch (IOException e) {
                // Closed.
            }
        });
        reader.start();

        pipe.close();

        reader.join(60_000);
        assertThat(reader.isAlive()).isFalse();
        process.destroyForcibly().waitFor();
    }

    private static Process sh(String script) throws IOException {
        return new ProcessBuilder("sh", "-c", script).start();
    }

    private static String readAll(Process process) throws IOException {
        StringBuilder text = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(512);
        try (PolledPipe pipe = new PolledPipe(process, process.getInputStream())) {
            while (pipe.read(buffer) >= 0) {
                text.append(StandardCharsets.UTF_8.decode(buffer.flip()));
                buffer.clear();
            }
        }
        return text.toString();
    }
}
