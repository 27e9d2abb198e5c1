package io.quarkiverse.processmanager.runtime.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.runtime.process.assembly.Jvm;

/** Checks output that is much larger than the memory of the JVM. */
class FloodTest {

    @TempDir
    Path directory;

    private Jvm jvm;

    @AfterEach
    void closeTheJvm() {
        jvm.close();
        assertThat(directory.resolve("state")).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource
    void aLineWithoutAnEndTakesNoMemory(Capture capture) throws IOException {
        start("-Xmx24m", 1, "for (1..100) { print 'x' x 1_000_000 } print \"end\\n\"", capture);

        assertThat(jvm.line()).endsWith("xend").hasSizeLessThanOrEqualTo(16 * 1024);
        jvm.awaitLine("closed");
    }

    @ParameterizedTest
    @EnumSource
    void fiftyProcessesMayFloodAtOnce(Capture capture) throws IOException {
        start("-Xmx128m", 50,
                "for (1..50_000) { print \"$_ of a line with some text in it, as programs write it\\n\" } print 'end'",
                capture);

        for (int i = 0; i < 50; i++) {
            assertThat(jvm.line()).isEqualTo("end");
        }
        jvm.awaitLine("closed");
    }

    private void start(String heap, int processes, String script, Capture capture) throws IOException {
        jvm = Jvm.start(List.of(heap, "-XX:+ExitOnOutOfMemoryError"), FloodedJvm.class, directory.resolve("state").toString(),
                Integer.toString(processes), script, capture.name(), directory.toString());
    }
}
