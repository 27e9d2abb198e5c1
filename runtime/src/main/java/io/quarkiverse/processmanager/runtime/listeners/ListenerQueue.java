package io.quarkiverse.processmanager.runtime.listeners;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.Registration;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/**
 * The queue of one listener. It delivers the items of one feed one after the other, on a thread that serves only this listener
 * meanwhile. A listener that blocks or throws delays no other listener. Safe for use by several threads.
 * <p>
 * At most one thread works for a listener at any time. {@link #workInProgress} counts the requests for work: the call that
 * raises it from 0 starts a thread, all others only count. The thread works until it finds no item, then subtracts the requests
 * that it has counted, and ends if no request was added in between. So no request is lost, and no lock is held during foreign
 * code.
 * <p>
 * The overflow operators of Mutiny do not replace this class: {@code buffer} drops the newest item or fails, while this class
 * drops the oldest item, {@code dropPreviousItems} keeps one item, neither counts what is lost, and neither delivers the rest
 * within the time that the end of the application allows.
 */
final class ListenerQueue<T> implements Registration {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final int BATCH = 1_000;

    private final String name;
    private final Receiver<? super T> receiver;
    private final Executor threads;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicInteger workInProgress = new AtomicInteger();
    private final AtomicLong requested = new AtomicLong();
    private final AtomicBoolean lossReported = new AtomicBoolean();
    private volatile ProcessRunner.Feed<T> feed = new EventFeed<>(event -> {
    });
    private volatile boolean sealed;
    private volatile boolean cancelled;
    private boolean failureReported;

    /**
     * @param name the listener, for the log
     */
    ListenerQueue(String name, Receiver<? super T> receiver, Executor threads) {
        this.name = name;
        this.receiver = receiver;
        this.threads = threads;
    }

    String name() {
        return name;
    }

    /** Sets the feed. Called once; discards it if the listener has unsubscribed meanwhile. */
    void from(ProcessRunner.Feed<T> source) {
        feed = source;
        if (cancelled) {
            source.discard();
        }
        wake();
    }

    /** The listener accepts {@code more} further items. */
    void request(long more) {
        requested.accumulateAndGet(more, (before, added) -> before + added < 0 ? Long.MAX_VALUE : before + added);
        wake();
    }

    /** Requests work, because there may be an item or the queue has been sealed. Returns at once. */
    void wake() {
        if (workInProgress.getAndIncrement() == 0) {
            try {
                threads.execute(this::work);
            } catch (OutOfMemoryError e) {
                // The JDK throws it when the system has no free thread; the next request tries again.
                workInProgress.set(0);
            }
        }
    }

    /** Accepts no further items and delivers the remaining ones, then the end. After that the stage is completed. */
    CompletableFuture<Void> seal() {
        feed.close();
        sealed = true;
        wake();
        return ended;
    }

    /** Unsubscribes the listener: it receives no further item, except one that is being delivered. Idempotent. */
    @Override
    public void close() {
        cancelled = true;
        feed.discard();
        ended.complete(null);
    }

    @Override
    public long lost() {
        return feed.lost();
    }

    /** Whether the listener itself is busy; one that waits for another listener is not. */
    boolean isBusy() {
        return !ended.isDone() && !receiver.isWaiting();
    }

    void whenEnded(Runnable action) {
        ended.whenComplete((nothing, error) -> action.run());
    }

    private void work() {
        try {
            deliver();
        } catch (Throwable e) {
            // Such as no memory for the items. The next request delivers them.
            workInProgress.set(0);
            throw e;
        }
    }

    private void deliver() {
        int seen;
        do {
            seen = workInProgress.get();
            // In this order: items that were added before the seal must be delivered.
            boolean last = sealed;
            while (deliverSome()) {
                // There may be more items.
            }
            if (last && !cancelled && !ended.isDone()) {
                end();
                feed.discard();
                ended.complete(null);
            }
        } while (workInProgress.addAndGet(-seen) > 0);
    }

    private boolean deliverSome() {
        if (cancelled || ended.isDone() || requested.get() == 0) {
            return false;
        }
        List<T> batch = feed.next((int) Math.min(BATCH, requested.get()));
        reportLoss();
        for (T item : batch) {
            if (cancelled) {
                return false;
            }
            try {
                receiver.take(item);
            } catch (Throwable e) {
                failed(() -> " at " + receiver.describe(item), e);
            }
        }
        if (requested.get() != Long.MAX_VALUE) {
            requested.addAndGet(-batch.size());
        }
        return !batch.isEmpty();
    }

    /** Suppresses the log line about lost items, for items that show a loss themselves. */
    void suppressLossReport() {
        lossReported.set(true);
    }

    /** Reports once that items were lost. */
    void reportLoss() {
        long lost = feed.lost();
        if (lost > 0 && lossReported.compareAndSet(false, true)) {
            LOG.warnf("%s is too slow and has lost its oldest %d items; further losses are not reported", name, lost);
        }
    }

    private void end() {
        try {
            receiver.end();
        } catch (Throwable e) {
            failed(() -> "", e);
        }
    }

    /** Logs what foreign code throws, because an exception must not end the thread. */
    private void failed(Supplier<String> place, Throwable error) {
        if (failureReported || cancelled || sealed && Thread.currentThread().isInterrupted()) {
            LOG.debugf(error, "%s failed again", name);
        } else {
            failureReported = true;
            LOG.warnf(error, "%s has failed%s; further failures are not reported", name, place.get());
        }
    }
}
