package io.quarkiverse.processmanager.docs;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.SchedulePolicy.Overlap;
import io.quarkiverse.processmanager.StartPolicy.Rerun;

/** Tasks in code. */
@ApplicationScoped
public class Migrations {

    @Inject
    ProcessManager processes;

    // tag::run[]
    String dryRun() {
        ProcessStatus status = processes.get("migrate").runAndAwait("-outputType=json", "-dryRunOutput=plan.sql");
        return status.runs().orElseThrow().last().orElseThrow().exit().toString();
    }
    // end::run[]

    // tag::builder[]
    ProcessDefinition migration() {
        return ProcessDefinition.builder("migrate").command("flyway", "migrate").rerun(Rerun.ON_CHANGE).build();
    }

    ProcessDefinition refresh() {
        return ProcessDefinition.builder("refresh").command("./refresh-rates.sh")
                .schedule(schedule -> schedule.every(Duration.ofMinutes(10)).overlap(Overlap.QUEUE)).build();
    }
    // end::builder[]
}
