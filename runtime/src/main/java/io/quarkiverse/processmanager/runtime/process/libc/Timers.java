package io.quarkiverse.processmanager.runtime.process.libc;

import java.util.Collection;
import java.util.PriorityQueue;

import io.quarkiverse.processmanager.runtime.process.threads.Owner;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** The pending timers of an {@link EventLoop}, in the order of their times. Safe for use by several threads. */
final class Timers {

    static final long NO_TIMER = -1;

    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private long added;
    private boolean closed;

    /** Makes a timer. One that is due at once is not queued: the caller runs it. After {@link #close()} none is queued. */
    synchronized Entry add(long delayNanos, Runnable task) {
        Entry entry = new Entry(SystemClock.nanos() + delayNanos, added++, task);
        if (delayNanos > 0 && !closed) {
            queue.add(entry);
        }
        return entry;
    }

    private synchronized void remove(Entry entry) {
        queue.remove(entry);
    }

    /** The time until the first timer is due; {@link #NO_TIMER} if there is none. */
    synchronized long waitNanos() {
        Entry first = queue.peek();
        return first == null ? NO_TIMER : Math.max(0, first.dueNanos - SystemClock.nanos());
    }

    /** Moves the timers that are due to the tasks. */
    synchronized void moveDue(Collection<Runnable> tasks) {
        if (queue.isEmpty()) {
            return;
        }
        long now = SystemClock.nanos();
        for (Entry first = queue.peek(); first != null && first.dueNanos - now <= 0; first = queue.peek()) {
            tasks.add(queue.remove());
        }
    }

    /** Drops all timers, and each later one. */
    synchronized void close() {
        closed = true;
        queue.clear();
    }

    /** One timer. Entries of the same time are in the order in which they were added. No record: no two timers are equal. */
    final class Entry implements Owner.Timer, Runnable, Comparable<Entry> {

        private final long dueNanos;
        private final long number;
        private final Runnable task;
        private volatile boolean cancelled;

        private Entry(long dueNanos, long number, Runnable task) {
            this.dueNanos = dueNanos;
            this.number = number;
            this.task = task;
        }

        @Override
        public void run() {
            if (!cancelled) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            remove(this);
        }

        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(dueNanos - other.dueNanos, 0);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
