package org.acme.files.test;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.test.QuarkusUnitTest;

/** The user turns the process of an extension off as any other. */
class OffByTheUserTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.processes.file-server.modes", "prod");

    @Inject
    ProcessManager processes;

    @Test
    void theProcessDoesNotRunInTests() {
        assertThat(processes.processes()).isEmpty();
    }
}
