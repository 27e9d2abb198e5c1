package io.quarkiverse.processmanager.deployment.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** A socket that is switched off costs nothing. */
class ControlSocketOffTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(OwnSockets.class))
            .overrideConfigKey("quarkus.process-manager.control.enabled", "false")
            .overrideConfigKey("quarkus.processes.db.command", "sleep 1000");

    @Test
    void thereIsNoSocketAndNoThread() {
        assertThat(OwnSockets.of("test")).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("process-manager-control"));
    }
}
