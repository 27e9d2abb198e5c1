package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.process.threads.Owner;

/**
 * One thread that waits for descriptors, tasks and timers, with one epoll. In each turn it calls the handlers of the ready
 * descriptors, then runs the tasks in their order, those of due timers behind the others. What a handler or a task throws is
 * logged and does not affect the others. Nothing on the loop may block. Safe for use by several threads.
 */
public final class EventLoop implements Owner {

    private static final Logger LOG = Logger.getLogger(EventLoop.class);
    /** How many of the tasks that one thread passes together wake the loop: it works while the thread goes on. */
    private static final int TOGETHER = 16;

    private final Epoll epoll;
    private final Map<Long, DescriptorRegistration> registrations = new ConcurrentHashMap<>();
    private final AtomicLong keys = new AtomicLong(Epoll.WAKE);
    private final Object lock = new Object();
    private Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean ended;
    private final Timers timers = new Timers();
    private final Thread thread;
    private volatile boolean closed;
    private volatile long turns;
    /** The thread that passes tasks together; null if none does. */
    private volatile @Nullable Thread gathering;

    private EventLoop(Epoll epoll) {
        this.epoll = epoll;
        this.thread = EngineThreads.create("events", this::run);
    }

    /** Starts a loop. */
    static EventLoop start() throws IOException {
        Binding.use();
        try {
            return startBound();
        } catch (IOException | RuntimeException | Error e) {
            Binding.release();
            throw e;
        }
    }

    private static EventLoop startBound() throws IOException {
        Epoll epoll = Epoll.open();
        try {
            EventLoop loop = new EventLoop(epoll);
            loop.thread.start();
            return loop;
        } catch (OutOfMemoryError e) {
            epoll.close();
            throw e;
        }
    }

    /**
     * Watches a descriptor: the loop calls the handler as long as there is something to read, or the other side has closed. The
     * handler may be called before this method returns.
     */
    public DescriptorRegistration register(int descriptor, Runnable ready) throws IOException {
        DescriptorRegistration registration = new DescriptorRegistration(this, keys.incrementAndGet(), descriptor, ready);
        registrations.put(registration.key(), registration);
        try {
            epoll.watch(descriptor, registration.key());
        } catch (IOException e) {
            registrations.remove(registration.key());
            throw e;
        }
        return registration;
    }

    /** Returns whether the system watches the descriptor. */
    boolean watch(DescriptorRegistration registration) {
        try {
            epoll.watch(registration.descriptor(), registration.key());
            return true;
        } catch (IOException e) {
            LOG.debug("cannot watch a descriptor", e);
            return false;
        }
    }

    void unwatch(DescriptorRegistration registration) {
        try {
            epoll.unwatch(registration.descriptor(), registration.key());
        } catch (IOException e) {
            LOG.debug("cannot unwatch a descriptor", e);
        }
    }

    void forget(DescriptorRegistration registration, boolean watched) {
        registrations.remove(registration.key());
        if (watched) {
            unwatch(registration);
        }
    }

    /** Does nothing: the thread of a loop runs from the beginning. */
    @Override
    public void open() {
    }

    /** Runs a task on the loop, after the tasks before. A loop that has ended drops the task. */
    @Override
    public void execute(Runnable task) {
        synchronized (lock) {
            if (ended) {
                return;
            }
            tasks.add(task);
            if (gathering == Thread.currentThread() && tasks.size() % TOGETHER != 0) {
                return;
            }
        }
        wake();
    }

    @Override
    public void together(Runnable requests) {
        if (gathering != null) {
            requests.run();
            return;
        }
        gathering = Thread.currentThread();
        try {
            requests.run();
        } finally {
            gathering = null;
            if (hasTasks()) {
                wake();
            }
        }
    }

    /** Runs a task on the loop after a delay: not earlier and, on an idle machine, at most 1 ms later (0.1 ms from Linux 5.11 on). */
    @Override
    public Timer after(long delayNanos, Runnable task) {
        Timers.Entry timer = timers.add(delayNanos, task);
        if (delayNanos <= 0) {
            execute(timer);
        } else {
            wake();
        }
        return timer;
    }

    /** Waits in milliseconds from now on, as on a kernel that is older. For tests, on the loop. */
    void waitInMillis() {
        epoll.waitInMillis();
    }

    /** How often the loop has waited so far. For tests. */
    long turns() {
        return turns;
    }

    /** Whether the current thread is that of the loop. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** The loop looks at the queue before it waits, so its own thread need not wake it. */
    private void wake() {
        if (!isCurrent()) {
            epoll.wake();
        }
    }

    private void run() {
        while (!closed) {
            try {
                turn();
            } catch (Throwable e) {
                // Such as an OutOfMemoryError between two handlers.
                log(e);
            }
        }
        end();
        epoll.close();
        registrations.clear();
        Binding.release();
    }

    private void end() {
        // What has become ready before the end, such as an exit. The system reports so many descriptors at a time, in turn.
        for (int left = registrations.size(); left >= 0; left -= Epoll.MOST_EVENTS) {
            contain(() -> poll(0));
        }
        synchronized (lock) {
            ended = true;
        }
        timers.close();
        runTasks();
    }

    private void turn() {
        turns++;
        poll(hasTasks() ? 0 : timers.waitNanos());
        synchronized (lock) {
            timers.moveDue(tasks);
        }
        runTasks();
    }

    /** Waits for ready descriptors and calls their handlers. A negative time has no end. */
    private void poll(long nanos) {
        int count = epoll.await(nanos);
        for (int i = 0; i < count; i++) {
            long key = epoll.readyKey(i);
            if (key == Epoll.WAKE) {
                epoll.takeWake();
            } else {
                DescriptorRegistration registration = registrations.get(key);
                if (registration != null) {
                    contain(registration::fire);
                }
            }
        }
    }

    /** Tasks that tasks add wait for the next turn, after the descriptors that have become ready. */
    private void runTasks() {
        Queue<Runnable> batch;
        synchronized (lock) {
            batch = tasks;
            tasks = new ArrayDeque<>();
        }
        for (Runnable task = batch.poll(); task != null; task = batch.poll()) {
            contain(task);
        }
    }

    private boolean hasTasks() {
        synchronized (lock) {
            return !tasks.isEmpty();
        }
    }

    private static void contain(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            log(e);
        }
    }

    private static void log(Throwable error) {
        try {
            LOG.error("a step of the event loop has failed", error);
        } catch (OutOfMemoryError e) {
            // There is no memory for the message either.
        }
    }

    /**
     * Calls the handlers of the descriptors that are ready, runs the tasks that were passed so far, drops the timers, ends the thread
     * and closes the descriptors of the loop; those that it watches stay open. Waits for the end of the thread up to the given time.
     */
    @Override
    public void close(long millis) throws InterruptedException {
        closed = true;
        epoll.wakeAlways();
        if (!isCurrent()) {
            TimeUnit.MILLISECONDS.timedJoin(thread, millis);
        }
    }
}
