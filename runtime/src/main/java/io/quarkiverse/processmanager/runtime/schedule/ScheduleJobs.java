package io.quarkiverse.processmanager.runtime.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.SchedulePolicy;
import io.quarkiverse.processmanager.StatusUpdate;
import io.quarkiverse.processmanager.TaskRuns;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.SystemClock;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Trigger;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * One job of the scheduler for each task with a schedule, also for those that code creates. The jobs end with the application; those
 * of the next application go on with the times that the tasks have kept over the live reload. The updates of the processes come one
 * after the other, and only they change the jobs.
 */
public final class ScheduleJobs {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final String PREFIX = "quarkus-process-manager-schedule-";

    private final ProcessManager manager;
    private final ScheduledRuns runs;
    private final Optional<Scheduler> scheduler;
    /** The schedules with a job, by the id of the process. */
    private final Map<String, SchedulePolicy> scheduled = new HashMap<>();

    private ScheduleJobs(ProcessManager manager, ScheduledRuns runs) {
        this.manager = manager;
        this.runs = runs;
        InstanceHandle<Scheduler> handle = Arc.container().instance(Scheduler.class);
        this.scheduler = handle.isAvailable() && handle.get().isStarted() ? Optional.of(handle.get()) : Optional.empty();
    }

    /**
     * Follows the schedules of all processes.
     *
     * @param definitions the updates in which a definition can be another one
     * @return ends that
     */
    public static Runnable follow(ProcessManager manager, Multi<StatusUpdate> definitions, ScheduledRuns runs) {
        ScheduleJobs jobs = new ScheduleJobs(manager, runs);
        Cancellable updates = definitions.subscribe().with(jobs::updated,
                failure -> LOG.errorf(failure, "cannot follow the schedules of the processes"));
        return updates::cancel;
    }

    private void updated(StatusUpdate update) {
        update.removed().forEach(id -> apply(id, Optional.empty(), Optional.empty()));
        update.changed().keySet().forEach(id -> {
            Optional<SchedulePolicy> wanted = manager.find(id).map(ManagedProcess::definition)
                    .map(definition -> definition.start().schedule()).filter(SchedulePolicy::isSet);
            apply(id, wanted, update.changed().get(id).runs().flatMap(TaskRuns::next));
        });
    }

    private void apply(String id, Optional<SchedulePolicy> wanted, Optional<Instant> planned) {
        Optional<SchedulePolicy> present = Optional.ofNullable(scheduled.get(id));
        if (wanted.equals(present)) {
            return;
        }
        if (present.isPresent()) {
            scheduled.remove(id);
            scheduler.ifPresent(running -> running.unscheduleJob(PREFIX + id));
        }
        wanted.ifPresent(policy -> {
            scheduled.put(id, policy);
            schedule(id, policy, present.isEmpty() ? planned : Optional.empty());
        });
    }

    private void schedule(String id, SchedulePolicy policy, Optional<Instant> planned) {
        if (scheduler.isEmpty()) {
            LOG.warnf("cannot schedule process '%s': the scheduler of the application is not running; set "
                    + "quarkus.scheduler.start-mode=forced", id);
            return;
        }
        try {
            if (policy.cron().isPresent()) {
                cron(id, policy, planned);
            } else {
                every(id, Durations.bounded(policy.every().orElseThrow()), planned);
            }
        } catch (IllegalArgumentException e) {
            LOG.errorf("cannot schedule process '%s': %s", id, e.getMessage());
        }
    }

    /** A run that was due while no application was up begins now. */
    private void cron(String id, SchedulePolicy policy, Optional<Instant> planned) {
        Scheduler.JobDefinition<?> job = job(id).setCron(policy.cron().orElseThrow());
        policy.timeZone().ifPresent(job::setTimeZone);
        Trigger trigger = job.setAsyncTask(execution -> {
            next(id, execution.getTrigger());
            return due(id);
        }).schedule();
        next(id, trigger);
        if (planned.filter(time -> !time.isAfter(SystemClock.wallTime())).isPresent()) {
            runs.due(id);
        }
    }

    private void next(String id, Trigger trigger) {
        runs.next(id, Optional.ofNullable(trigger).map(Trigger::getNextFireTime));
    }

    /** The first run comes at the planned time, or else after one interval. */
    private void every(String id, Duration interval, Optional<Instant> planned) {
        Instant now = SystemClock.wallTime();
        Duration delay = planned.map(time -> Duration.between(now, time)).filter(left -> left.compareTo(interval) < 0)
                .orElse(interval);
        Scheduler.JobDefinition<?> job = job(id).setInterval(interval.toString());
        if (delay.toSeconds() > 0) {
            job.setDelayed(Duration.ofSeconds(delay.toSeconds()).toString());
        }
        job.setAsyncTask(execution -> {
            runs.next(id, Optional.of(after(execution, interval)));
            return due(id);
        }).schedule();
        runs.next(id, Optional.of(now.plusMillis(Math.max(0, Durations.millis(delay)))));
    }

    private static Instant after(ScheduledExecution execution, Duration interval) {
        return execution.getFireTime().plusMillis(Durations.millis(interval));
    }

    private Scheduler.JobDefinition<?> job(String id) {
        return scheduler.orElseThrow().newJob(PREFIX + id);
    }

    private Uni<Void> due(String id) {
        runs.due(id);
        return Uni.createFrom().voidItem();
    }
}
