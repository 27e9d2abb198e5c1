package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.deployment.control.OwnSockets;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.QuarkusUnitTest;

/** An application without definitions, none of whose classes uses the process manager. */
class NoProcessesTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(OwnSockets.class));

    @Inject
    Scheduler scheduler;

    @Test
    void noClientCanAskForProcesses() {
        assertThat(OwnSockets.of("test")).isEmpty();
    }

    @Test
    void theExtensionStartsNoScheduler() {
        assertThat(scheduler.isStarted()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("quarkus-scheduler"));
    }
}
