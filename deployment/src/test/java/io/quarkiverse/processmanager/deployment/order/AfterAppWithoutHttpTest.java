package io.quarkiverse.processmanager.deployment.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;

/** An application that opens no HTTP socket has started when its observers have. */
class AfterAppWithoutHttpTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(Start.class))
            .overrideConfigKey("quarkus.http.host-enabled", "false")
            .overrideConfigKey("quarkus.processes.seed.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.seed.startup-window", "100ms")
            .overrideConfigKey("quarkus.processes.seed.start-phase", "after-app");

    @Inject
    ProcessManager manager;

    @Inject
    Start start;

    @Test
    void theProcessStartsOnceTheApplicationHasStarted() {
        assertThat(start.statuses.get("seed").phase()).isEqualTo(ProcessPhase.STOPPED);
        assertThat(manager.get("seed").status().isReady()).as("the tests have waited").isTrue();
    }

    @Singleton
    static class Start {

        final Map<String, ProcessStatus> statuses = new TreeMap<>();

        @Inject
        ProcessManager manager;

        void start(@Observes StartupEvent start) {
            statuses.putAll(manager.status());
        }
    }
}
