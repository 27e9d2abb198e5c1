package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.arc.Arc;
import io.quarkus.test.QuarkusUnitTest;

class DisabledTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("quarkus.process-manager.enabled", "false")
            .overrideConfigKey("quarkus.processes.a.depends-on", "a,missing");

    @Test
    void nothingIsValidated() {
        // These dependencies would have failed the build.
        assertThat(Arc.container().isRunning()).isTrue();
    }
}
