package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;

/**
 * Programs in a pseudo-terminal that have cleared their environment and start a daemon with a session of its own at the stop signal:
 * only the limit of file locks shows to which tree the daemon belongs.
 */
class UnmarkedTerminalTest {

    private static final String DAEMON_AT_THE_STOP_SIGNAL = "$SIG{TERM} = sub { stay() if !away(); POSIX::_exit(0) }; up();"
            + " sleep 100 while 1";

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @BeforeEach
    void theNativeWayWorks() {
        assumeThat(workshop.runner().services().spawner().way().access()).isPresent();
    }

    @Test
    void theDaemonIsStopped() {
        theDaemonIsStoppedOf(ExecutionSettings.DEFAULT);
    }

    /** The last program of the chain makes the session that the terminal controls. */
    @Test
    void theDaemonIsStoppedBehindAChainOfPrograms() {
        theDaemonIsStoppedOf(ProcessDefinition.builder("p").command("x").umask("027").nice(1).build().execution());
    }

    /** The process itself has to set the limit, because not every system permits it to this JVM. */
    @Test
    void theDaemonOfAnotherUserIsStopped() {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        assertThat(workshop.directory().toFile().setWritable(true, false)).isTrue();
        assertThat(workshop.directory().toFile().setExecutable(true, false)).isTrue();

        theDaemonIsStoppedOf(ProcessDefinition.builder("p").command("x").user("nobody").build().execution());
    }

    private void theDaemonIsStoppedOf(Execution execution) {
        Workshop.Started started = workshop.start(
                TerminalTest.tty(UnmarkedMembersTest.program(workshop, DAEMON_AT_THE_STOP_SIGNAL)), execution,
                StopSettings.DEFAULT);
        workshop.awaitUntil(() -> Files.exists(workshop.directory().resolve("up")));

        started.terminate();

        started.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
    }
}
