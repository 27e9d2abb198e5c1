package io.quarkiverse.processmanager.runtime.definition.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.SchedulePolicy.Overlap;
import io.quarkiverse.processmanager.StartPolicy.Rerun;

class TaskCheckTest {

    @Test
    void aServiceHasNoRuns() {
        refused(one -> one.rerun(Rerun.ON_CHANGE).kind(ProcessKind.SERVICE),
                "rerun is for a task, but the kind is service; write kind=task, or remove it");
        refused(one -> one.rerun(Rerun.MANUAL).port(80),
                "rerun is for a task, but port=80 is for a process that serves; keep one of them");
        refused(one -> one.schedule(schedule -> schedule.cron("0 0 3 * * ?")).port(80),
                "schedule.cron is for a task, but port=80 is for a process that serves; keep one of them");
    }

    @Test
    void aScheduleIsOneExpressionOrOneInterval() {
        refused(one -> one.schedule(schedule -> schedule.cron("0 0 3 * * ?").every(Duration.ofMinutes(1))),
                "schedule.every is set beside schedule.cron; keep one of them");
        refused(one -> one.schedule(schedule -> schedule.every(Duration.ofMillis(1500))),
                "schedule.every must be a whole number of seconds, at least 1");
        refused(one -> one.schedule(schedule -> schedule.cron("every day")),
                "schedule.cron 'every day' is not a cron expression, such as 0 0 3 * * ?");
        refused(one -> one.schedule(schedule -> schedule.cron("@daily").timeZone("Vienna")),
                "schedule.time-zone 'Vienna' is not a time zone, such as Europe/Vienna or UTC");
        refused(one -> one.schedule(schedule -> schedule.every(Duration.ofMinutes(1)).timeZone("UTC")),
                "schedule.time-zone is for schedule.cron, and there is none");
    }

    @Test
    void withoutAScheduleItsSettingsHaveNoEffect() {
        refused(one -> one.schedule(schedule -> schedule.overlap(Overlap.QUEUE)),
                "schedule.overlap needs a schedule; set schedule.cron or schedule.every");
    }

    @Test
    void aScheduleStartsTheProcessAndNothingElseDoes() {
        UnaryOperator<ProcessDefinitionBuilder> scheduled = one -> one.schedule(schedule -> schedule.cron("@hourly"));

        ProcessDefinition definition = scheduled.apply(builder()).build();

        assertThat(definition.start().auto()).isFalse();
        refused(one -> scheduled.apply(one).rerun(Rerun.ALWAYS), "rerun decides about the start with the application, and a "
                + "process with a schedule has none; remove it");
        refused(one -> scheduled.apply(one).detached(true), "detached is for a process that outlives the application, but a "
                + "schedule ends with it; remove one of them");
    }

    private static ProcessDefinitionBuilder builder() {
        return ProcessDefinition.builder("clean").command("x");
    }

    private static void refused(UnaryOperator<ProcessDefinitionBuilder> settings, String problem) {
        assertThatThrownBy(() -> settings.apply(builder()).build()).message().contains(problem);
    }
}
