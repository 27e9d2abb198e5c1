package io.quarkiverse.processmanager.deployment;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ProcessHooks;
import io.quarkus.test.QuarkusUnitTest;

class UnknownHooksTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = Misspelled.applicationAt(Careless.class, "class " + Careless.class.getName());

    @Test
    void anUnknownIdFailsTheBuild() {
        fail("the application must not start");
    }

    @ForProcess("databse")
    public static class Careless implements ProcessHooks {
    }
}
