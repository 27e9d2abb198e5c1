package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The system reuses the pid of an exited root while processes that it left behind are alive. */
class ReusedPidTest {

    /** The first process waits for all processes whose parent has ended, and ends with the code of the command. */
    private static final List<String> PIDS_OF_ITS_OWN = List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc",
            "sh", "-c", "\"$@\"; exit $?", "sh");

    @ParameterizedTest
    @ValueSource(strings = { "native", "portable" })
    void aLaterProcessWithTheSamePidIsNotReportedAsExited(String way) throws Exception {
        assumeTrue(run("test", "-w", ReusedPidJvm.LAST_PID).code() == 0,
                "choosing the next pid needs root; not checked here");

        Ended jvm = run(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                ReusedPidJvm.class.getName(), way);

        assertThat(jvm.code()).as(jvm.output()).isZero();
    }

    private static Ended run(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(PIDS_OF_ITS_OWN);
        words.addAll(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        return new Ended(process.waitFor(), output);
    }

    private record Ended(int code, String output) {
    }
}
