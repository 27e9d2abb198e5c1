package io.quarkiverse.processmanager.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.engine.SharedEngine;
import io.quarkiverse.processmanager.runtime.metrics.MetricsJob;
import io.quarkiverse.processmanager.runtime.schedule.ScheduleJobs;
import io.quarkiverse.processmanager.runtime.schedule.ScheduledRuns;
import io.quarkiverse.processmanager.runtime.supervisor.ProcessManagerFacade;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownContext;

/**
 * The jobs of one application: the measurements of its processes, and the schedules of its tasks. There is no job if no process can
 * need it.
 *
 * @param canCreate whether code of the application can create processes
 * @param shutdown ends the jobs
 */
record ApplicationJobs(boolean canCreate, ShutdownContext shutdown) {

    /** Measures the processes until the end of the application. */
    void measure(Duration interval) {
        List<ManagedProcess> processes = SharedEngine.get().commands().processes();
        if (!canCreate && processes.isEmpty()) {
            return;
        }
        List<String> limited = processes.stream().map(ManagedProcess::definition).filter(ApplicationJobs::isLimited)
                .map(ProcessDefinition::id).toList();
        shutdown.addShutdownTask(MetricsJob.start(SharedEngine.get()::measure, interval, limited));
    }

    private static boolean isLimited(ProcessDefinition definition) {
        return definition.usageLimits().memoryBytes().isPresent() || definition.usageLimits().cpuPercent().isPresent();
    }

    /** Follows the schedules of the tasks. Tests have none: a run that no test requests would disturb them. */
    void schedule(LaunchMode launchMode) {
        ProcessManagerFacade manager = SharedEngine.get().commands();
        boolean declared = manager.processes().stream().anyMatch(process -> process.definition().start().schedule().isSet());
        if (TestLaunch.mode(launchMode) == Mode.TEST || !declared && !canCreate) {
            return;
        }
        shutdown.addShutdownTask(ScheduleJobs.follow(manager, manager.definitionUpdates(), new ScheduledRuns() {
            @Override
            public void due(String id) {
                manager.runOnSchedule(id);
            }

            @Override
            public void next(String id, Optional<Instant> time) {
                manager.scheduleNext(id, time);
            }
        }));
    }
}
