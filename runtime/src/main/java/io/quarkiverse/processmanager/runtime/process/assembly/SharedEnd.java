package io.quarkiverse.processmanager.runtime.process.assembly;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * The end of this application's use of a process that other applications use, too: the last application stops the process, each
 * other one leaves it running. While the use goes on, this application takes the lock of the data when the application that holds it
 * ends. Confined to the owner; the pool reads and writes the files.
 */
final class SharedEnd {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final StartScope scope;
    private final Instant begin = SystemClock.wallTime();
    private Phase phase = Phase.USED;

    private enum Phase {
        USED,
        DECIDING,
        LAST,
        LEFT
    }

    SharedEnd(StartScope scope) {
        this.scope = scope;
    }

    /** Takes the lock as soon as no other application has it. */
    void watchLock() {
        scope.owner().after(POLL_NANOS, () -> {
            if (phase == Phase.USED && scope.isWanted()) {
                onPool(scope.data()::own);
                watchLock();
            }
        });
    }

    /** Nothing is left to decide: the process has ended. */
    void processEnded() {
        phase = phase == Phase.LEFT ? phase : Phase.LAST;
    }

    /**
     * Decides once whether this application stops the process.
     *
     * @param stop runs if no other application uses the process; at once if that is known
     * @param left receives the end of the use if another application uses the process
     */
    void end(Runnable stop, Consumer<Exit> left) {
        if (phase == Phase.LAST) {
            stop.run();
        } else if (phase == Phase.USED) {
            phase = Phase.DECIDING;
            if (!onPool(() -> {
                boolean last = scope.data().leave();
                scope.owner().execute(() -> decided(last, stop, left));
            })) {
                decided(scope.data().leave(), stop, left);
            }
        }
    }

    private void decided(boolean last, Runnable stop, Consumer<Exit> left) {
        if (phase != Phase.DECIDING) {
            return;
        }
        phase = last ? Phase.LAST : Phase.LEFT;
        if (last) {
            stop.run();
            return;
        }
        scope.unwatch();
        Instant now = SystemClock.wallTime();
        left.accept(new Exit(OptionalInt.empty(), Optional.empty(), Optional.empty(),
                "this application no longer uses the process, which another application uses", now,
                Duration.between(begin, now)));
    }

    /** False if the runner closes, or the system refuses a thread. */
    private boolean onPool(Runnable work) {
        try {
            scope.services().pool().execute(work);
            return true;
        } catch (RuntimeException | OutOfMemoryError e) {
            return false;
        }
    }
}
