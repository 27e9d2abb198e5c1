package io.quarkiverse.processmanager.runtime.supervisor.loop;

import java.time.Duration;

import io.quarkiverse.processmanager.runtime.faults.Faults;
import io.quarkiverse.processmanager.runtime.time.Moment;

/**
 * The repair that follows a step or a task that has thrown, such as one without memory: a step of its own, which gives each process
 * what the failed one can have left out. Confined to the loop, except {@link #afterNextStep}.
 */
public final class StepRepair {

    /** The most time between a failed step and the repair. */
    static final Duration DELAY = Duration.ofSeconds(1);

    private final Loop loop;
    private final Runnable step;
    private boolean isDue;
    /** Set by any thread whose report could not be posted. */
    private volatile boolean isNeeded;

    /** @param step runs the repair as a step */
    StepRepair(Loop loop, Runnable step) {
        this.loop = loop;
        this.step = step;
    }

    /** Repairs the processes soon, because a step has failed. */
    public void soon() {
        if (isDue) {
            return;
        }
        try {
            loop.after(DELAY, () -> {
                isDue = false;
                step.run();
            });
            isDue = true;
        } catch (RuntimeException | Error e) {
            Faults.report(e);
            // The next step tries again.
            isNeeded = true;
        }
    }

    /** The loop could not take a task, so the next step is followed by a repair. From any thread. */
    public void afterNextStep() {
        isNeeded = true;
    }

    /** A step is over. */
    void stepIsOver() {
        if (isNeeded) {
            isNeeded = false;
            soon();
        }
    }

    /** Runs a task. If it throws, a repair follows. */
    void guard(Runnable task) {
        boolean done = false;
        try {
            task.run();
            done = true;
        } finally {
            if (!done) {
                soon();
            }
        }
    }

    /** Calls foreign code in a step. What the code throws is logged, the step goes on, and a repair follows. */
    public void contain(Runnable call) {
        if (!Faults.contain(call)) {
            soon();
        }
    }

    /** The loop for tasks that are no steps. If one of them throws, a repair follows, too. */
    public Loop guardedLoop() {
        return new Loop() {

            @Override
            public Moment now() {
                return loop.now();
            }

            @Override
            public void post(Runnable task) {
                loop.post(() -> guard(task));
            }

            @Override
            public Timer after(Duration delay, Runnable task) {
                return loop.after(delay, () -> guard(task));
            }
        };
    }
}
