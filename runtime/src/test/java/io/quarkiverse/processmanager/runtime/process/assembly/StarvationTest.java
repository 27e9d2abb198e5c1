package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events of a JVM that cannot scan processes. */
class StarvationTest {

    @TempDir
    Path directory;

    @Test
    void aTreeThatCannotBeScannedIsNotReportedGone() throws Exception {
        // Enough descriptors to open every jar of the class path, so that only the scan of the tree fails.
        Process jvm = new ProcessBuilder("sh", "-c", "ulimit -n 500; exec \"$@\"", "sh",
                System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                StarvedJvm.class.getName(), directory.resolve("state").toString())
                .redirectError(Redirect.INHERIT).start();

        try {
            assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip()).isEqualTo("not gone");
        } finally {
            jvm.destroyForcibly();
        }
        assertThat(directory.resolve("state")).isEmptyDirectory();
    }
}
