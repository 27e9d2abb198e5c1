package io.quarkiverse.processmanager.runtime.listeners;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.Registration;

/**
 * Brings one listener what waits for it, one after the other, on a thread that serves only this listener meanwhile: one that
 * blocks or throws holds up nobody else. Safe for use by several threads.
 */
final class Delivery<T> implements Registration {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final int BATCH = 100;

    private final String name;
    private final Receiver<? super T> receiver;
    private final Executor threads;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private final AtomicLong wanted = new AtomicLong();
    private volatile Supply<T> supply = Supply.none();
    private volatile boolean sealed;
    private volatile boolean cancelled;
    private final AtomicBoolean lossTold = new AtomicBoolean();
    private boolean failureTold;

    /**
     * @param name who that is, for the log
     */
    Delivery(String name, Receiver<? super T> receiver, Executor threads) {
        this.name = name;
        this.receiver = receiver;
        this.threads = threads;
    }

    String name() {
        return name;
    }

    /** Takes from there from now on. Called once; without effect if the listener has gone meanwhile. */
    void from(Supply<T> source) {
        supply = source;
        if (cancelled) {
            source.close();
        }
        wake();
    }

    /** The listener can take that many more. */
    void want(long more) {
        wanted.accumulateAndGet(more, (before, added) -> before + added < 0 ? Long.MAX_VALUE : before + added);
        wake();
    }

    /** There may be something new. Returns at once. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            try {
                threads.execute(this::work);
            } catch (OutOfMemoryError e) {
                // The JDK calls it so when the system gives no thread; the next one who has news tries again.
                wakes.set(0);
            }
        }
    }

    /** What is there is still delivered, and then the end; the stage is completed after that. */
    CompletableFuture<Void> seal() {
        supply.close();
        sealed = true;
        wake();
        return over;
    }

    /** The listener goes: nothing more is delivered, except what it may just be busy with. Idempotent. */
    @Override
    public void close() {
        cancelled = true;
        supply.close();
        over.complete(null);
    }

    @Override
    public long lost() {
        return supply.lost();
    }

    boolean isOver() {
        return over.isDone();
    }

    void whenOver(Runnable action) {
        over.whenComplete((nothing, error) -> action.run());
    }

    private void work() {
        int seen;
        do {
            seen = wakes.get();
            // In this order: what came before the seal must be delivered.
            boolean last = sealed;
            while (deliverSome()) {
                // There may be more.
            }
            if (last && !cancelled && !over.isDone()) {
                contain("", receiver::end);
                over.complete(null);
            }
        } while (wakes.addAndGet(-seen) > 0);
    }

    private boolean deliverSome() {
        if (cancelled || over.isDone() || wanted.get() == 0) {
            return false;
        }
        List<T> batch = supply.next((int) Math.min(BATCH, wanted.get()));
        tellLoss();
        for (T item : batch) {
            if (cancelled) {
                return false;
            }
            contain(" at " + receiver.describe(item), () -> receiver.take(item));
        }
        if (wanted.get() != Long.MAX_VALUE) {
            wanted.addAndGet(-batch.size());
        }
        return !batch.isEmpty();
    }

    /** The listener sees by itself when something was lost, so nobody else need be told. */
    void lossShows() {
        lossTold.set(true);
    }

    /** Tells once that something was lost. */
    void tellLoss() {
        long lost = supply.lost();
        if (lost > 0 && lossTold.compareAndSet(false, true)) {
            LOG.warnf("%s is too slow: the oldest of what waits for it make room for what comes, %d so far; that is not"
                    + " told again", name, lost);
        }
    }

    private interface Call {
        void run() throws Exception;
    }

    /** Runs foreign code so that whatever it throws ends here. */
    private void contain(String place, Call call) {
        try {
            call.run();
        } catch (Throwable e) {
            // Whatever it is: it must not end the deliveries.
            if (failureTold || cancelled || sealed && Thread.currentThread().isInterrupted()) {
                LOG.debugf(e, "%s failed again", name);
            } else {
                failureTold = true;
                LOG.warnf(e, "%s has failed%s; what it throws from now on is not told", name, place);
            }
        }
    }
}
