package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

import io.quarkiverse.processmanager.runtime.supervisor.loop.Loop;

/** A loop on virtual time: nothing happens until the test says so, and then everything happens at once. */
final class VirtualLoop implements Loop {

    private static final int MANY = 100_000;

    private final Deque<Runnable> posted = new ArrayDeque<>();
    private final PriorityQueue<Due> timers = new PriorityQueue<>(
            Comparator.comparing((Due due) -> due.at).thenComparing(due -> due.number));
    private final Runnable afterEach;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long number;

    /** {@code afterEach} runs after each task: the place for invariants. */
    VirtualLoop(Runnable afterEach) {
        this.afterEach = afterEach;
    }

    private static final class Due {
        private final Instant at;
        private final long number;
        private final Runnable task;

        private Due(Instant at, long number, Runnable task) {
            this.at = at;
            this.number = number;
            this.task = task;
        }
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void post(Runnable task) {
        posted.addLast(task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Due due = new Due(now.plus(delay), number++, task);
        timers.add(due);
        return () -> timers.remove(due);
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
        Instant end = now.plus(time);
        settle();
        while (!timers.isEmpty() && !timers.peek().at.isAfter(end)) {
            Due due = timers.poll();
            now = due.at;
            run(due.task);
            settle();
        }
        now = end;
    }

    int pendingTimers() {
        return timers.size();
    }

    private void run(Runnable task) {
        task.run();
        afterEach.run();
    }
}
