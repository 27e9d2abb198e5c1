package io.quarkiverse.processmanager.runtime.metrics;

import java.time.Duration;

import org.jboss.logging.Logger;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;

/** Measures the processes at intervals, with a job of the scheduler of the application. */
public final class MetricsJob {

    private static final Logger LOG = Logger.getLogger(MetricsJob.class);
    private static final String NAME = "quarkus-process-manager-metrics";

    private MetricsJob() {
    }

    /**
     * Starts the job. Without a running scheduler nothing is measured, which is not an error.
     *
     * @return stops the job
     */
    public static Runnable start(Runnable measurement, Duration interval) {
        InstanceHandle<Scheduler> scheduler = Arc.container().instance(Scheduler.class);
        if (!scheduler.isAvailable() || !scheduler.get().isStarted()) {
            LOG.debug("cannot measure the processes: the scheduler of the application is not running");
            return () -> {
            };
        }
        scheduler.get().newJob(NAME).setInterval(interval.toString()).setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(execution -> measurement.run()).schedule();
        return () -> scheduler.get().unscheduleJob(NAME);
    }
}
