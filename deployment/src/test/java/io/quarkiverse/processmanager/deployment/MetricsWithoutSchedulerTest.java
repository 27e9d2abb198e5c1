package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.logging.Level;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkus.test.QuarkusUnitTest;

class MetricsWithoutSchedulerTest {

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(NothingLeft.class))
            .overrideConfigKey("quarkus.scheduler.enabled", "false")
            .overrideConfigKey("quarkus.processes.db.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.db.usage-limit.memory", "100M")
            .overrideConfigKey("quarkus.processes.web.command", "sleep 1000")
            .setLogRecordPredicate(line -> line.getLevel().intValue() >= Level.WARNING.intValue()
                    && line.getMessage().contains("usage limit"))
            .assertLogRecords(lines -> assertThat(lines).singleElement()
                    .satisfies(line -> assertThat(line.getParameters()).containsExactly("db")));

    @Inject
    @ForProcess("db")
    ManagedProcess db;

    @Test
    void theApplicationAndItsProcessesStillStart() {
        await().atMost(Duration.ofSeconds(60)).until(db::isRunning);

        assertThat(db.metrics()).isEmpty();
    }
}
