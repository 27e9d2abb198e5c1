package io.quarkiverse.processmanager.runtime.supervisor.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.runtime.faults.Faults;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices;
import io.quarkiverse.processmanager.runtime.supervisor.application.LaunchVariables;
import io.quarkiverse.processmanager.runtime.time.Moment;

/**
 * What all parts of the supervisor share: the loop and its steps, the runner, the current application, and what is published at
 * the end of a step. It knows neither the processes nor the supervisor. On the loop, except {@link #post}.
 */
public final class SupervisorContext {

    /** What follows a step. */
    public interface EndOfStep {

        /** Brings everything to rest that waits for what the step has changed. */
        void settle();

        /** Gives each process what a failed step can have left out. */
        void repair();

        /** Publishes a snapshot. Returns whether it differs from the last one. */
        boolean publish();

        /** The events that belong to the snapshot are published. */
        void published();
    }

    /** How long records that change no status wait for others. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    private final Loop loop;
    private final ProcessRunner runner;
    private final DoubleSupplier chance;
    private final EventPublisher events;
    private final PublishedState published = new PublishedState(this::time);
    private final CheckPace checkPace = new CheckPace();
    private final StepRepair repair;
    private final Set<String> touched = new LinkedHashSet<>();
    private List<Runnable> afterPublication = new ArrayList<>();
    private boolean publicationIsDue;
    private Loop.Timer quiet = Loop.Timer.NONE;
    /** The thread of the loop while it runs a step. */
    private volatile Optional<Thread> stepping = Optional.empty();
    private EndOfStep endOfStep;
    private Optional<ApplicationServices> application = Optional.empty();
    /** Set by the thread that starts an application. */
    private volatile LaunchVariables launchVariables = LaunchVariables.NONE;

    /** @param chance gives a random number from 0 to 1 */
    public SupervisorContext(Loop loop, ProcessRunner runner, DoubleSupplier chance, EventPublisher events) {
        this.loop = loop;
        this.runner = runner;
        this.chance = chance;
        this.events = events;
        this.repair = new StepRepair(loop, () -> step(endOfStep::repair));
    }

    /** Set right after the construction: the end of a step knows the context. */
    public void endOfStep(EndOfStep end) {
        endOfStep = end;
    }

    public Loop loop() {
        return loop;
    }

    public Moment now() {
        return loop.now();
    }

    /** The time of the wall clock, for events and for people. */
    public Instant time() {
        return now().time();
    }

    public ProcessRunner runner() {
        return runner;
    }

    public CheckPace checkPace() {
        return checkPace;
    }

    /** A random number from 0 to 1, for the jitter of a delay. */
    public double chance() {
        return chance.getAsDouble();
    }

    /** The application that the engine works for; empty between two applications. */
    public Optional<ApplicationServices> application() {
        return application;
    }

    public void application(Optional<ApplicationServices> services) {
        application = services;
    }

    /** The variables that each start adds to those of the definition; also between two applications. */
    public LaunchVariables launchVariables() {
        return launchVariables;
    }

    /** From any thread. */
    public void launchVariables(LaunchVariables variables) {
        launchVariables = variables;
    }

    public StepRepair repair() {
        return repair;
    }

    /** Runs a step soon. From any thread. */
    public void post(Runnable step) {
        loop.post(() -> step(step));
    }

    /**
     * Runs a step now, and then the end of the step. The changes are published when the tasks have run that the loop has already:
     * one publication is for all of them. A step that throws, such as one without memory, is followed by a repair.
     */
    public void step(Runnable step) {
        stepping = Optional.of(Thread.currentThread());
        try {
            repair.guard(step);
        } finally {
            try {
                endOfStep.settle();
            } finally {
                stepping = Optional.empty();
                publishSoon();
                repair.stepIsOver();
            }
        }
    }

    private void publishSoon() {
        if (publicationIsDue) {
            return;
        }
        try {
            loop.post(this::publish);
            publicationIsDue = true;
        } catch (RuntimeException | Error e) {
            Faults.report(e);
            repair.afterNextStep();
        }
    }

    /** Publishes what the steps so far have changed, before the application changes. In a step. */
    public void publish() {
        publicationIsDue = false;
        List<Runnable> tasks = afterPublication;
        afterPublication = new ArrayList<>();
        boolean changed = false;
        try {
            changed = endOfStep.publish();
            if (changed) {
                quiet.cancel();
            }
        } catch (RuntimeException | Error e) {
            // The next publication has the changes.
            Faults.report(e);
            repair.soon();
        }
        tasks.forEach(repair::contain);
        events.flush(application, published.snapshot(), changed);
        endOfStep.published();
    }

    /** Runs a task once the changes of the current step are published. */
    public void afterPublication(Runnable task) {
        afterPublication.add(task);
    }

    /**
     * An executor for the results of commands: a result that a step decides is completed once the changes of that step are
     * published, any other one at once.
     */
    public Executor completions(Executor completions) {
        return task -> {
            if (stepping.filter(Thread.currentThread()::equals).isPresent()) {
                afterPublication(() -> complete(completions, task));
            } else {
                completions.execute(task);
            }
        };
    }

    /** The system can refuse a thread for the task, and the caller must receive its result all the same. */
    private void complete(Executor completions, Runnable task) {
        try {
            completions.execute(task);
        } catch (RuntimeException | Error e) {
            Faults.report(e);
            loop.after(StepRepair.DELAY, () -> complete(completions, task));
        }
    }

    /** Something has changed that other processes, shutdowns or callers can wait for: the end of the step evaluates it. */
    public void touch(String id) {
        touched.add(id);
    }

    /** The processes that have changed since the last call. */
    public List<String> takeTouched() {
        List<String> ids = List.copyOf(touched);
        touched.clear();
        return ids;
    }

    public PublishedState published() {
        return published;
    }

    /** The status of a process may have changed. */
    public void changed(StatusSource process) {
        published.changed(process);
        touch(process.id());
    }

    /**
     * Records something that changes no status, such as a check with the same result. All such records of a second have one
     * snapshot, because each snapshot is allocated, and wakes the readers of changes.
     */
    public void recordQuietly(String id, UnaryOperator<ProcessHistory> change) {
        if (!published.hasQuiet()) {
            quiet = loop.after(TOGETHER, () -> step(published::publishQuiet));
        }
        published.recordQuietly(id, change);
    }

    /** The definition of a process has changed, and possibly its status. */
    public void redefined(StatusSource process) {
        published.redefined(process);
        touch(process.id());
    }

    /** Publishes an event after the current step. */
    public void publish(ProcessEvent event) {
        events.add(event);
    }

    public EventPublisher events() {
        return events;
    }
}
