package io.quarkiverse.processmanager.runtime.dev.ui;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Runs a task soon after somebody asks for it: never twice at once, not more often than once in a pause, and once for all who
 * have asked meanwhile. Nothing runs while nobody asks. Safe for use by several threads.
 */
final class Pulse {

    private final Runnable task;
    private final long pauseNanos;
    /** How many have asked since the last run; who makes it 1 arranges the next. */
    private final AtomicLong asked = new AtomicLong();
    /** Only for who arranges the next run. */
    private long ranAt;

    Pulse(Duration pause, Runnable task) {
        this.task = task;
        this.pauseNanos = pause.toNanos();
        this.ranAt = System.nanoTime() - pauseNanos;
    }

    /** Asks for a run. Returns at once. */
    void ask() {
        if (asked.getAndIncrement() == 0) {
            arrange();
        }
    }

    private void arrange() {
        long millis = TimeUnit.NANOSECONDS.toMillis(ranAt + pauseNanos - System.nanoTime());
        if (millis > 0) {
            Infrastructure.getDefaultWorkerPool().schedule(this::run, millis, TimeUnit.MILLISECONDS);
        } else {
            // The timers of Vert.x know no time under a millisecond.
            Infrastructure.getDefaultExecutor().execute(this::run);
        }
    }

    private void run() {
        long before = asked.get();
        try {
            task.run();
        } finally {
            ranAt = System.nanoTime();
            if (asked.addAndGet(-before) > 0) {
                arrange();
            }
        }
    }
}
