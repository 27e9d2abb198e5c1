package io.quarkiverse.processmanager.deployment.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** A process that fails before the first test fails the start of the application with one error. */
class FailedBeforeTestsTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.processes.db.command", "sh -c 'echo the disk is full; exit 4'")
            // A process that is alive after the window is up, however slow the machine is.
            .overrideConfigKey("quarkus.processes.db.startup-window", "60s")
            .overrideConfigKey("quarkus.processes.db.restart.policy", "never")
            .overrideConfigKey("quarkus.processes.api.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.api.depends-on", "db:healthy")
            .overrideConfigKey("quarkus.processes.db.health.log", "ready")
            .assertException(failure -> {
                assertThat(failure).hasMessageStartingWith("cannot run the tests with process 'db': ")
                        .hasMessageContaining("exited with 4").hasMessageEndingWith(":\n    the disk is full");
                assertThat(failure.getStackTrace()).isEmpty();
            });

    @Test
    void noTestRuns() {
        fail("the application must not start");
    }
}
