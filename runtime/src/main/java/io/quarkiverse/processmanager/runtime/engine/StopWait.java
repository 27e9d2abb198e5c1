package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.StopProgress;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** Waits for the stop of processes, and logs what it waits for. */
final class StopWait {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private final Supplier<Snapshot> now;
    private final Predicate<ProcessDefinition> stopped;
    private final BooleanSupplier shown;

    /**
     * @param now gives the state of all processes
     * @param stopped the processes that are stopped; a process without a definition is being removed
     * @param shown whether the terminal shows the processes that stop, so that the log does not
     */
    StopWait(Supplier<Snapshot> now, Predicate<ProcessDefinition> stopped, BooleanSupplier shown) {
        this.now = now;
        this.stopped = stopped;
        this.shown = shown;
    }

    /** Waits until the stage is completed. */
    void await(CompletionStage<?> stopped, Duration limit) throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = SystemClock.nanos() + Durations.nanos(limit);
        for (int line = 0; !endsWithin(StopProgress.pauseBefore(line), stopped, deadline); line++) {
            report();
        }
    }

    /** Returns whether the stage is completed. Throws the exception of the limit if that comes before the end of the pause. */
    private static boolean endsWithin(Duration pause, CompletionStage<?> stopped, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        long left = Math.max(0, deadline - SystemClock.nanos());
        try {
            stopped.toCompletableFuture().get(Math.min(Durations.nanos(pause), left), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            if (left <= Durations.nanos(pause)) {
                throw e;
            }
            return false;
        }
    }

    private void report() {
        Snapshot snapshot = now.get();
        List<ProcessStatus> alive = snapshot.statuses().values().stream().filter(ProcessStatus::isAlive)
                .filter(status -> snapshot.plan().find(status.id()).map(stopped::test).orElse(true))
                .toList();
        if (!alive.isEmpty() && !shown.getAsBoolean()) {
            LOG.info(StopProgress.waiting(alive, SystemClock.wallTime()));
        }
    }
}
