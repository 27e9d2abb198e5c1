package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.rules.StartupClock;
import io.quarkiverse.processmanager.runtime.supervisor.loop.Loop;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;

/**
 * The one timer of a process: that of its phase. The time of a start with a health check stands still while no application runs
 * that could check. Confined to the loop.
 */
final class PhaseTimer {

    private static final String PAUSED = "; the checks pause until an application runs";

    private final SupervisorContext context;
    private final ProcessState state;
    private final ProcessReports reports;
    private Loop.Timer timer = Loop.Timer.NONE;
    private StartupClock startup = StartupClock.of(Duration.ZERO);

    /** {@code reports} receives what becomes due. */
    PhaseTimer(SupervisorContext context, ProcessState state, ProcessReports reports) {
        this.context = context;
        this.state = state;
        this.reports = reports;
    }

    /** The process leaves the phase. */
    void cancel() {
        timer.cancel();
        timer = Loop.Timer.NONE;
    }

    /** Reports after a delay, unless the phase ends before. Replaces the timer so far. */
    void arm(Duration delay, Runnable report) {
        cancel();
        // Without a timer, the repair arms another one.
        context.repair().contain(() -> timer = context.loop().after(delay, () -> {
            timer = Loop.Timer.NONE;
            context.step(report);
        }));
        state.until(Optional.of(context.now().plus(delay).time()));
        changed();
    }

    /** Whether no timer is set and nothing is awaited. */
    boolean isIdle() {
        return timer == Loop.Timer.NONE;
    }

    private void disarm() {
        cancel();
        state.until(Optional.empty());
    }

    /**
     * Limits the start by {@code startup-window} for a process without a health check, else by {@code startup-timeout}. Until
     * the operating system has started the process the longer limit holds for both.
     */
    void armStart() {
        if (state.definition().external()) {
            // The process manager has not started it, and cannot start it again.
            disarm();
            return;
        }
        boolean window = state.definition().healthCheck().isEmpty() && state.pid().isPresent();
        startup = StartupClock.of(window ? state.definition().start().window() : state.definition().start().timeout());
        runStartupClock();
    }

    private void runStartupClock() {
        if (state.definition().healthCheck().isEmpty() || context.application().isPresent()) {
            startup = startup.run(context.now());
            arm(startup.left(), this::startupEnds);
            if (state.why().contains(PAUSED)) {
                describe(state.why().replace(PAUSED, ""));
            }
        } else {
            disarm();
        }
    }

    /** A process that was started without a health check is up by now. */
    private void startupEnds() {
        boolean checked = state.definition().healthCheck().isPresent() || state.pid().isEmpty();
        Optional<StartupClock> more = checked ? startup.afterStandstill(context.now(), Loop.STANDSTILL) : Optional.empty();
        if (more.isPresent()) {
            startup = more.get();
            runStartupClock();
        } else {
            reports.startTimedOut();
        }
    }

    /** An application runs again: the time of a start goes on. */
    void applicationAttached() {
        if (state.phase() == ProcessPhase.STARTING && !state.definition().external()) {
            runStartupClock();
        }
    }

    /** The checks pause: the time to become healthy stands still until an application is attached. */
    void checksPause() {
        boolean waits = state.phase() == ProcessPhase.STARTING && state.definition().healthCheck().isPresent();
        if (waits && startup.isRunning()) {
            disarm();
            startup = startup.pause(context.now());
            describe(state.why() + PAUSED);
        }
    }

    /** Reports when the cause of a failed start is gone. This wait takes the place of the timer. */
    void awaitRepair(RunningProcess failed) {
        CompletableFuture<Void> startable = failed.startable().toCompletableFuture();
        Loop.Timer wait = () -> startable.cancel(false);
        timer = wait;
        startable.thenRun(() -> context.post(() -> {
            if (timer == wait) {
                reports.startable();
            }
        }));
    }

    private void describe(String why) {
        state.why(why, ProcessState.Topic.PHASE);
        changed();
    }

    private void changed() {
        context.changed(state);
    }
}
