package io.quarkiverse.processmanager.deployment;

import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkus.test.QuarkusUnitTest;

class UnknownProcessTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = Misspelled.applicationWith(Careless.class, "field 'database'");

    @Test
    void anUnknownIdFailsTheBuild() {
        fail("the application must not start");
    }

    @Singleton
    public static class Careless {

        @Inject
        @ForProcess("databse")
        ManagedProcess database;
    }
}
