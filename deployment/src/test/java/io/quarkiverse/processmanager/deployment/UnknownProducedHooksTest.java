package io.quarkiverse.processmanager.deployment;

import static org.junit.jupiter.api.Assertions.fail;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ProcessHooks;
import io.quarkus.test.QuarkusUnitTest;

class UnknownProducedHooksTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = Misspelled.applicationWith(Careless.class, "method 'hooks'");

    @Test
    void anUnknownIdFailsTheBuild() {
        fail("the application must not start");
    }

    @Singleton
    public static class Careless {

        @Produces
        @Singleton
        @ForProcess("databse")
        ProcessHooks hooks() {
            return ProcessHooks.NONE;
        }
    }
}
