package io.quarkiverse.processmanager.runtime.metrics;

import java.time.Duration;

import org.jboss.logging.Logger;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;

/** Has the processes measured over and over, by a job of the scheduler of the application. */
public final class MetricsJob {

    private static final Logger LOG = Logger.getLogger(MetricsJob.class);
    private static final String NAME = "quarkus-process-manager-metrics";

    private MetricsJob() {
    }

    /**
     * Without a scheduler that runs nothing is measured, which is no error.
     *
     * @return ends it
     */
    public static Runnable start(Runnable measurement, Duration interval) {
        InstanceHandle<Scheduler> scheduler = Arc.container().instance(Scheduler.class);
        if (!scheduler.isAvailable() || !scheduler.get().isStarted()) {
            LOG.debug("the processes are not measured: the scheduler of the application does not run");
            return () -> {
            };
        }
        scheduler.get().newJob(NAME).setInterval(interval.toString()).setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(execution -> measurement.run()).schedule();
        return () -> scheduler.get().unscheduleJob(NAME);
    }
}
