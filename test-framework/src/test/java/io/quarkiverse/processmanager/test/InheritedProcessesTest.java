package io.quarkiverse.processmanager.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;

/** A class has the processes of its superclass and of its annotations; its own ones come first. */
@InheritedProcessesTest.WithClock
@WithProcess(id = "stub", shell = true, command = "echo own; exec sleep 1000", healthLog = "own")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InheritedProcessesTest extends Base {

    @Retention(RetentionPolicy.RUNTIME)
    @WithProcess(id = "clock", command = "sleep 1000", settings = "startup-window=10ms")
    @interface WithClock {
    }

    @InjectProcess
    ProcessManager processes;
    @InjectProcess
    ManagedProcess stub;

    @Test
    void allRun() {
        assertThat(processes.processes()).extracting(ManagedProcess::id).containsExactlyInAnyOrder("clock", "inherited",
                "stub");
        assertThat(stub.logs(1)).extracting(LogLine::text).containsExactly("own");
        assertThat(inherited.isRunning()).isTrue();
    }
}

@WithProcess(id = "stub", command = "sleep 1000")
@WithProcess(id = "inherited", command = "sleep 1000", settings = "startup-window=10ms")
abstract class Base {

    @InjectProcess
    ManagedProcess inherited;
}
