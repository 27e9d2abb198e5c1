package io.quarkiverse.processmanager.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ManagedProcess;

/** An environment chooses processes of the application, and a test has other ones. */
class ChoicesOfTheApplicationTest {

    private static final String PREFIX = "quarkus.process-manager.";

    @AfterEach
    void forget() {
        System.clearProperty(PREFIX + "external");
        System.clearProperty(PREFIX + "only");
        System.clearProperty(PREFIX + "except");
    }

    @WithProcess(id = "stub", command = "sleep 1000", port = 0, settings = "health.type=none\ntags=mocks")
    static class Stub {

        @Test
        void runs(@InjectProcess ManagedProcess stub) {
            assertThat(stub.status().pid()).isPresent();
        }

        @Test
        void isElsewhere(@InjectProcess ManagedProcess stub) {
            assertThat(stub.definition().external()).isTrue();
        }
    }

    private static void set(String setting, String value) {
        System.setProperty(PREFIX + setting, value);
    }

    @Test
    void aNameThatTheTestDoesNotHaveIsIgnored() {
        set("external", "db, cache");
        set("only", "db");
        set("except", "web");

        assertThat(Launched.run(Stub.class).passed()).containsExactly("runs(ManagedProcess)");
    }

    @Test
    void aNameOrATagThatTheTestHasCounts() {
        set("external", "db, mocks");

        assertThat(Launched.run(Stub.class).passed()).containsExactly("isElsewhere(ManagedProcess)");
    }
}
