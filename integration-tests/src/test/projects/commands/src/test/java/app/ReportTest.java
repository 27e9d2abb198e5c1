package app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.test.InjectProcess;
import io.quarkiverse.processmanager.test.WithProcess;
import io.quarkus.test.junit.main.Launch;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainTest;
import io.quarkus.test.junit.main.QuarkusMainLauncher;

/** The command runs in the JVM of the test. */
@QuarkusMainTest
@WithProcess(id = "stub", command = "sh -c 'echo class; exec sleep 1000'", port = 0, healthLog = "class")
@WithProcess(id = "admin", command = "sleep 1000", settings = """
        ports.admin=0
        startup-window=10ms
        """)
class ReportTest {

    @InjectProcess
    ManagedProcess stub;
    @InjectProcess
    ManagedProcess admin;

    private String expected() {
        return "stub " + stub.status().port().getAsInt() + ", admin " + admin.definition().ports().get("admin")
                + ", own [other]";
    }

    @Test
    @Launch({})
    void theCommandKnowsTheProcesses(LaunchResult result) {
        assertThat(result.getOutput()).contains(expected());
        assertThat(stub.status().isReady()).isTrue();
    }

    @Test
    void allLaunchesUseTheSameProcess(QuarkusMainLauncher launcher) {
        long pid = stub.status().pid().getAsLong();

        assertThat(launcher.launch().getOutput()).contains(expected());
        assertThat(launcher.launch().getOutput()).contains(expected());
        assertThat(stub.status().pid()).hasValue(pid);
    }

    @Test
    @Launch({})
    @WithProcess(id = "stub", command = "sh -c 'echo method; exec sleep 1000'", port = 0, healthLog = "method")
    void theProcessOfAMethodRunsBeforeTheLaunch(LaunchResult result) {
        assertThat(result.getOutput()).contains(expected());
        assertThat(stub.logs(1)).extracting(LogLine::text).containsExactly("method");
    }
}
