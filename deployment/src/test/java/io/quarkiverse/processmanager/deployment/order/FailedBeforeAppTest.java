package io.quarkiverse.processmanager.deployment.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.stream.Stream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.deployment.NothingLeft;
import io.quarkus.test.QuarkusUnitTest;

/** A process that the start of the application waits for has failed. */
class FailedBeforeAppTest {

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("quarkus.processes.db.command", "sh -c 'echo no space left; exit 4'")
            // A process that is alive after the window is up, however slow the machine is.
            .overrideConfigKey("quarkus.processes.db.startup-window", "60s")
            .overrideConfigKey("quarkus.processes.db.restart.max", "1")
            .overrideConfigKey("quarkus.processes.db.restart.delay", "10ms")
            .overrideConfigKey("quarkus.processes.db.start-phase", "before-app")
            .overrideConfigKey("quarkus.processes.slow.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.slow.startup-window", "10m")
            .overrideConfigKey("quarkus.processes.slow.start-phase", "before-app")
            .overrideConfigKey("quarkus.process-manager.before-app-timeout", "10m")
            .assertException(FailedBeforeAppTest::isReadable);

    @Test
    void theStartFailsAtOnceWithOneSentenceAndTheOutput() {
        fail("the application has started");
    }

    private static void isReadable(Throwable error) {
        Throwable cause = Stream.iterate(error, next -> next != null, Throwable::getCause).reduce((first, second) -> second)
                .orElseThrow();
        assertThat(cause).hasMessageStartingWith("cannot start the application: it needs process 'db', which has failed: ")
                .hasMessageContaining("exited with 4").hasMessageEndingWith("output:\n    no space left");
    }
}
