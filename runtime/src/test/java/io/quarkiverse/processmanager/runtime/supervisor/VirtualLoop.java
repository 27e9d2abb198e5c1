package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

import io.quarkiverse.processmanager.runtime.supervisor.loop.Loop;
import io.quarkiverse.processmanager.runtime.time.Moment;

/** A loop on virtual time: nothing happens until the test says so, and then everything happens at once. */
final class VirtualLoop implements Loop {

    private static final int MANY = 100_000;

    private final Deque<Runnable> posted = new ArrayDeque<>();
    private final PriorityQueue<Due> timers = new PriorityQueue<>(
            Comparator.comparing((Due due) -> due.at.nanos()).thenComparing(due -> due.number));
    private final Runnable afterEach;
    private Injected injected = Injected.none();
    /** Whether a call of {@link #post} comes from a task of the loop, or is the report of a process. */
    private boolean canThrow;
    private Moment now = new Moment(Instant.parse("2026-01-01T00:00:00Z"), 0);
    private long number;

    /** {@code afterEach} runs after each task: the place for invariants. */
    VirtualLoop(Runnable afterEach) {
        this.afterEach = afterEach;
    }

    private static final class Due {
        private Moment at;
        private boolean postponed;
        private final long number;
        private final Runnable task;

        private Due(Moment at, long number, Runnable task) {
            this.at = at;
            this.number = number;
            this.task = task;
        }
    }

    @Override
    public Moment now() {
        return now;
    }

    @Override
    public void post(Runnable task) {
        if (canThrow) {
            injected.call("post");
        }
        posted.addLast(task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        injected.call("after");
        Due due = new Due(now.plus(delay), number++, task);
        timers.add(due);
        return () -> timers.remove(due);
    }

    /** The number of posted tasks that wait. */
    int waiting() {
        return posted.size();
    }

    /** Runs what has been posted until nothing is left. */
    void settle() {
        int steps = 0;
        while (!posted.isEmpty()) {
            run(posted.removeFirst());
            if (++steps > MANY) {
                throw new AssertionError("the loop never settles");
            }
        }
    }

    /** Lets time pass, with every timer at its moment. */
    void advance(Duration time) {
        Moment end = now.plus(time);
        settle();
        while (!timers.isEmpty() && !timers.peek().at.isAfter(end)) {
            Due due = timers.poll();
            now = due.at.isAfter(now) ? now.plus(due.at.since(now)) : now;
            run(due.task);
            settle();
        }
        now = now.plus(end.since(now));
    }

    /** The JVM stands still: time passes, and no timer fires at its moment. */
    void standStill(Duration time) {
        now = now.plus(time);
        for (Due due : new ArrayList<>(timers)) {
            if (!due.postponed && now.since(due.at).compareTo(STANDSTILL) > 0) {
                due.postponed = true;
                timers.remove(due);
                due.at = now.plus(STANDSTILL);
                timers.add(due);
            }
        }
    }

    /** The wall clock steps; the monotonic clock goes on. A machine that was suspended finds the same. */
    void stepClock(Duration by) {
        now = new Moment(now.time().plus(by), now.nanos());
    }

    int postedTasks() {
        return posted.size();
    }

    int pendingTimers() {
        return timers.size();
    }

    /** What is injected ends no loop. */
    private void run(Runnable task) {
        canThrow = true;
        try {
            task.run();
        } catch (OutOfMemoryError e) {
            if (!injected.hasThrown(e)) {
                throw e;
            }
        } finally {
            canThrow = false;
        }
        afterEach.run();
    }

    void inject(Injected faults) {
        injected = faults;
    }

    /** Calls the listener of a process as the operating-system layer does: an error is contained. */
    void report(Runnable report) {
        boolean before = canThrow;
        canThrow = true;
        try {
            report.run();
        } catch (OutOfMemoryError e) {
            if (!injected.hasThrown(e)) {
                throw e;
            }
        } finally {
            canThrow = before;
        }
    }
}
