package io.quarkiverse.processmanager.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;

/** A class of plain JUnit with processes for all of its tests, for a nested class, and for one test. */
@WithProcess(id = "db", command = "sh -c 'echo ${quarkus.processes.db.env.COLOR} is up; exec sleep 1000'", healthLog = "is up", settings = """
        env.COLOR=blue
        stop.timeout=2s
        """)
@WithProcess(id = "api-server", command = "echo serving $COLOR; exec sleep 1000", shell = true, healthLog = "serving", dependsOn = "db", settings = "env.COLOR=red")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClassProcessesTest {

    private static Optional<Long> firstPid = Optional.empty();

    @InjectProcess
    static ManagedProcess db;
    @InjectProcess
    ManagedProcess apiServer;
    @InjectProcess
    ProcessManager processes;

    @BeforeAll
    static void theProcessesAreReadyBeforeAll(@InjectProcess("api-server") ManagedProcess api) {
        assertThat(db.status().isReady()).isTrue();
        assertThat(api.status().isReady()).isTrue();
        firstPid = Optional.of(db.status().pid().getAsLong());
    }

    @Test
    @Order(1)
    void expressionsAndVariablesWork() {
        assertThat(db.logs(1)).extracting(LogLine::text).containsExactly("blue is up");
        assertThat(apiServer.logs(1)).extracting(LogLine::text).containsExactly("serving red");
        assertThat(processes.processes()).extracting(ManagedProcess::id).containsExactly("db", "api-server");
    }

    @Test
    @Order(2)
    @WithProcess(id = "db", command = "sh -c 'echo a fake; exec sleep 1000'", healthLog = "fake")
    @WithProcess(id = "extra", command = "sleep 1000", settings = "startup-window=10ms")
    void aProcessOfATestReplacesThatOfTheClass(@InjectProcess ManagedProcess extra) {
        assertThat(db.logs(1)).extracting(LogLine::text).containsExactly("a fake");
        assertThat(db.status().pid()).isNotEqualTo(firstPid);
        assertThat(extra.isRunning()).isTrue();
        assertThat(apiServer.isRunning()).isTrue();
    }

    @Test
    @Order(3)
    void thatOfTheClassIsRestored() {
        assertThat(db.status().isReady()).isTrue();
        assertThat(db.logs(1)).extracting(LogLine::text).containsExactly("blue is up");
        assertThat(processes.find("extra")).isEmpty();
    }

    @Nested
    @WithProcess(id = "inner", command = "sleep 1000", dependsOn = "db", settings = "startup-window=10ms")
    class Inner {

        @InjectProcess
        ManagedProcess inner;

        @Test
        void aNestedClassAddsProcesses() {
            assertThat(inner.isRunning()).isTrue();
            assertThat(processes.processes()).extracting(ManagedProcess::id)
                    .containsExactlyInAnyOrder("db", "api-server", "inner");
        }
    }
}
