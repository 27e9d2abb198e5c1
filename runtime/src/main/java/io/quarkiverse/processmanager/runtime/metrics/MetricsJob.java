package io.quarkiverse.processmanager.runtime.metrics;

import java.time.Duration;
import java.util.List;

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
     * Starts the job. Without a running scheduler nothing is measured, which is not an error unless a usage limit needs it.
     *
     * @param limited the ids of the processes with a usage limit
     * @return stops the job
     */
    public static Runnable start(Runnable measurement, Duration interval, List<String> limited) {
        InstanceHandle<Scheduler> scheduler = Arc.container().instance(Scheduler.class);
        if (!scheduler.isAvailable() || !scheduler.get().isStarted()) {
            LOG.debug("cannot measure the processes: the scheduler of the application is not running");
            for (String id : limited) {
                LOG.warnf("cannot check the usage limit of process '%s': the scheduler of the application is not running; set "
                        + "quarkus.scheduler.start-mode=forced", id);
            }
            return () -> {
            };
        }
        scheduler.get().newJob(NAME).setInterval(interval.toString()).setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(execution -> measurement.run()).schedule();
        return () -> scheduler.get().unscheduleJob(NAME);
    }
}
