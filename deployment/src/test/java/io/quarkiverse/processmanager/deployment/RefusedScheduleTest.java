package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.QuarkusUnitTest;

class RefusedScheduleTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withEmptyApplication()
            .withConfiguration("""
                    quarkus.processes.clean.command=sleep 1
                    quarkus.processes.clean.schedule.cron=0 0 25 * * ?
                    """)
            .assertException(failure -> assertThat(failure).isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(
                            "quarkus.processes.clean.schedule.cron: '0 0 25 * * ?' is not a cron expression of the "
                                    + "kind quartz, which quarkus.scheduler.cron-type sets: "));

    @Test
    void anExpressionThatTheSchedulerRefusesFailsTheBuild() {
        Assertions.fail("the build must fail");
    }
}
