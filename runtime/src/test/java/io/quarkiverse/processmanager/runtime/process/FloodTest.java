package io.quarkiverse.processmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output that is much larger than the memory of the JVM. */
class FloodTest {

    @TempDir
    Path directory;

    private Jvm jvm;

    @AfterEach
    void endTheJvm() {
        jvm.close();
        assertThat(directory.resolve("state")).isEmptyDirectory();
    }

    @Test
    void aLineWithoutAnEndTakesNoMemory() throws IOException {
        start("-Xmx24m", 1, "for (1..100) { print 'x' x 1_000_000 } print \"end\\n\"");

        assertThat(jvm.line()).endsWith("xend").hasSizeLessThanOrEqualTo(16 * 1024);
        jvm.awaitLine("closed");
    }

    @Test
    void fiftyProcessesMayFloodAtOnce() throws IOException {
        start("-Xmx128m", 50,
                "for (1..50_000) { print \"$_ of a line with some text in it, as programs write it\\n\" } print 'end'");

        for (int i = 0; i < 50; i++) {
            assertThat(jvm.line()).isEqualTo("end");
        }
        jvm.awaitLine("closed");
    }

    private void start(String heap, int processes, String script) throws IOException {
        jvm = Jvm.start(List.of(heap, "-XX:+ExitOnOutOfMemoryError"), FloodedJvm.class, directory.resolve("state").toString(),
                Integer.toString(processes), script);
    }
}
