package io.quarkiverse.processmanager.deployment.export.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.SchedulePolicy;

class CronScheduleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 0 3 * * ?         | 0 3 * * *
            0 */15 * * * ?      | */15 * * * *
            0 30 3 ? * MON-FRI  | 30 3 * * MON-FRI
            0 30 3 ? * mon,thu  | 30 3 * * MON,THU
            0 0 12 ? * 2-6      | 0 12 * * 1-5
            0 0 12 ? * 1,7      | 0 12 * * 0,6
            0 0 12 ? * */2      | 0 12 * * */2
            0 0 0 1 JAN ? *     | 0 0 1 JAN *
            30 0 3 * * ?        |
            */10 * * * * ?      |
            0 0 3 L * ?         |
            0 0 3 15W * ?       |
            0 0 3 ? * 6L        |
            0 0 3 ? * FRI#2     |
            0 0 3 * * ? 2027    |
            """)
    void anExpressionOfQuartzBecomesOneOfUnixIfItCan(String quartz, String unix) {
        SchedulePolicy schedule = ProcessDefinition.builder("task").command("task").schedule(some -> some.cron(quartz)).build()
                .start()
                .schedule();

        assertThat(CronSchedule.of(schedule, false)).isEqualTo(Optional.ofNullable(unix));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PT1M  | * * * * *
            PT10M | */10 * * * *
            PT1H  | 0 * * * *
            PT6H  | 0 */6 * * *
            P1D   | 0 0 * * *
            PT30S |
            PT7M  |
            PT90M |
            PT5H  |
            """)
    void anIntervalBecomesAnExpressionIfTheRunsAreTheSameEachDay(Duration every, String cron) {
        SchedulePolicy schedule = ProcessDefinition.builder("task").command("task").schedule(some -> some.every(every)).build()
                .start()
                .schedule();

        assertThat(CronSchedule.of(schedule, false)).isEqualTo(Optional.ofNullable(cron));
    }

    @ParameterizedTest
    @CsvSource({ "0 3 * * 1-5, true", "0 3 * * 7, true" })
    void anExpressionOfUnixStays(String cron, boolean unix) {
        SchedulePolicy schedule = ProcessDefinition.builder("task").command("task").schedule(some -> some.cron(cron)).build()
                .start()
                .schedule();

        assertThat(CronSchedule.of(schedule, unix)).contains(cron);
    }
}
