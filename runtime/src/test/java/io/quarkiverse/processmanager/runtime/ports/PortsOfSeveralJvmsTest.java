package io.quarkiverse.processmanager.runtime.ports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two JVMs of one application at the same time, as two instances of dev mode in one directory. */
class PortsOfSeveralJvmsTest {

    @TempDir
    Path state;

    @Test
    void eachInstanceHasPortsOfItsOwnAndReceivesThemAgain() throws Exception {
        List<Integer> ofFirst;
        List<Integer> ofSecond;
        try (Jvm first = new Jvm(); Jvm second = new Jvm()) {
            ofFirst = first.ports;
            ofSecond = second.ports;
        }

        assertThat(ofFirst).doesNotContainAnyElementsOf(ofSecond);
        assertThat(ofFirst.get(1)).isEqualTo(25000);
        assertThat(ofSecond.get(1)).isEqualTo(25001);
        try (Jvm first = new Jvm(); Jvm second = new Jvm()) {
            assertThat(first.ports).isEqualTo(ofFirst);
            assertThat(second.ports).isEqualTo(ofSecond);
        }
    }

    private final class Jvm implements AutoCloseable {

        private final Process process;
        final List<Integer> ports;

        Jvm() throws IOException {
            process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                    System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                    OtherJvm.class.getName(),
                    state.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            BufferedReader output = process.inputReader();
            ports = List.of(Integer.valueOf(output.readLine()), Integer.valueOf(output.readLine()));
        }

        @Override
        public void close() throws IOException, InterruptedException {
            process.getOutputStream().close();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
