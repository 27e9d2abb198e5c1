package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkus.test.QuarkusUnitTest;

class UnknownObservedProcessTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(Careless.class))
            .overrideConfigKey("quarkus.processes.database.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.api.command", "sleep 1000")
            .assertException(thrown -> assertThat(thrown).hasStackTraceContaining(
                    "Process not found: databse; known: api, database; did you mean 'database'?"));

    @Test
    void anUnknownIdFailsTheBuild() {
        fail("the application must not start");
    }

    @Singleton
    public static class Careless {

        void crashed(@Observes @ForProcess("databse") ProcessEvent.Crashed crash) {
            // Nobody crashes.
        }
    }
}
