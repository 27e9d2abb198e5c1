package io.quarkiverse.processmanager.deployment;

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
    static final QuarkusUnitTest APP = Misspelled.applicationWith(Careless.class, "parameter 'crash' of method 'crashed'");

    @Test
    void anUnknownIdFailsTheBuild() {
        fail("the application must not start");
    }

    @Singleton
    public static class Careless {

        void crashed(@Observes @ForProcess("databse") ProcessEvent.Crashed crash) {
            // The application does not start.
        }
    }
}
