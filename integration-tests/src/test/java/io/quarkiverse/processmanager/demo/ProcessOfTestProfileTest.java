package io.quarkiverse.processmanager.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** A test can inject a process that only its profile declares; the other tests of the module do not need to know it. */
@QuarkusTest
@TestProfile(ProcessOfTestProfileTest.WithMock.class)
class ProcessOfTestProfileTest {

    @Inject
    @ForProcess("mock")
    ManagedProcess mock;

    public static class WithMock implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.process-manager.modes", "prod", "quarkus.processes.mock.command", "sleep 1000");
        }
    }

    @Test
    void theProcessOfTheProfileIsInjected() {
        assertThat(mock.id()).isEqualTo("mock");
    }
}
