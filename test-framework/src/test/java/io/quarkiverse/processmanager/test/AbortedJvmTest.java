package io.quarkiverse.processmanager.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM that ends in the middle of a test. It has no class of Quarkus for tests on its class path, as in a plain project. */
class AbortedJvmTest {

    private static final long PATIENCE_SECONDS = 60;

    @ParameterizedTest
    @ValueSource(strings = { "halt", "exit" })
    void noProcessIsLeft(String end) throws IOException, InterruptedException {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("quarkus-test-common") && !entry.contains("quarkus-junit"))
                .collect(Collectors.joining(File.pathSeparator));
        Process jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath, OwnJvm.class.getName(), end)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> output = jvm.inputReader(StandardCharsets.UTF_8).lines().toList();

        assertThat(jvm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(jvm.exitValue()).as("%s", output).isEqualTo(end.equals("halt") ? 3 : 4);
        long pid = output.stream().filter(line -> line.startsWith("pid ")).map(line -> Long.parseLong(line.substring(4)))
                .findFirst().orElseThrow();
        Awaitility.await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }
}
