package io.quarkiverse.processmanager.runtime;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkus.runtime.BlockingOperationControl;

/**
 * The start of the process manager in one application. It has two parts: the first part reads the definitions and refuses invalid
 * ones, the second part makes the engine work for the application. It runs in one of three ways: at once, beside the start of the
 * application on a thread of its own, or with the first use of the process manager. An application in which no process runs and no
 * class uses the process manager loads no class of the engine until that use, and has no thread of it. Safe for use by several
 * threads.
 */
final class ManagerStart {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final long END_SECONDS = 10;

    /** The start of the application that runs now; null before the first one. */
    private static volatile @Nullable ManagerStart current;

    private final Supplier<ApplicationStart> first;
    private final BiConsumer<ApplicationStart, ManagerStart> second;
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final CompletableFuture<ApplicationStart> prepared = new CompletableFuture<>();
    private final CompletableFuture<ApplicationStart> started = new CompletableFuture<>();
    private final StartSteps afterPreparation = new StartSteps(prepared);
    private final StartSteps afterStart = new StartSteps(started);
    /** What the end of the application has to do; null before the engine works for the application. Guarded by this. */
    private @Nullable Runnable atEnd;
    private @Nullable Runnable afterEnd;
    /** The application has ended without the start, which took too long. Guarded by this. */
    private boolean abandoned;
    /** Whether a failure of the second part is thrown or logged. In dev mode the end of the application has another thread. */
    private volatile boolean reported;
    /** The thread that runs the start; null before it begins. */
    private final AtomicReference<@Nullable Thread> starter = new AtomicReference<>();

    /**
     * @param first reads the definitions, and throws if one is invalid
     * @param second makes the engine work for the application
     */
    ManagerStart(Supplier<ApplicationStart> first, BiConsumer<ApplicationStart, ManagerStart> second) {
        this.first = first;
        this.second = second;
    }

    /** Starts the process manager on this thread, and throws what the start throws. */
    void now() {
        starter.set(Thread.currentThread());
        run();
        reported = true;
        await(started);
        current = this;
    }

    /**
     * Starts the process manager on another thread. {@link #awaitPreparation()} throws what the first part throws, and
     * {@link #applicationIsUp} what the second part throws.
     */
    void beside() {
        Thread thread = EngineThreads.create("start", this::run);
        starter.set(thread);
        current = this;
        thread.start();
    }

    /** Leaves the start to the first use of the process manager. */
    void atFirstUse() {
        current = this;
    }

    /**
     * Starts the process manager of the application if it has not started, or waits until it has started. The thread that runs the
     * start does not wait.
     */
    static void use() {
        ManagerStart now = current;
        if (now != null) {
            now.awaitUse();
        }
    }

    private void awaitUse() {
        if (starter.compareAndSet(null, Thread.currentThread())) {
            warnOfEventLoop();
            run();
        }
        if (starter.get() != Thread.currentThread() || started.isDone()) {
            await(started);
        }
    }

    /** A start reads files and loads classes, for a part of a second. */
    private static void warnOfEventLoop() {
        if (!BlockingOperationControl.isBlockingAllowed()) {
            LOG.warnf(
                    "The process manager starts with its first use, on thread '%s', which waits for it and must not be blocked;"
                            + " inject ProcessManager into a bean that the start of the application creates, such as one with @Startup",
                    Thread.currentThread().getName());
        }
    }

    /** A step behind the first part of the start: runs now, or as soon as that part has succeeded. */
    static void whenPrepared(Consumer<ApplicationStart> step) {
        ManagerStart now = current;
        if (now != null) {
            now.afterPreparation.add(step);
        }
    }

    /** Adds a step behind this start, from the second part of it. */
    void follow(Consumer<ApplicationStart> step) {
        afterStart.add(step);
    }

    /** A step behind the start: runs now, or as soon as the start has succeeded. Without effect if there was no start. */
    static void then(Consumer<ApplicationStart> step) {
        ManagerStart now = current;
        if (now != null) {
            now.afterStart.add(step);
        }
    }

    /** Waits until the first part of a start that has begun is over, with the steps behind it. Throws what that part throws. */
    static void awaitPreparation() {
        ManagerStart now = current;
        if (now != null && now.starter.get() != null) {
            await(now.prepared);
            await(now.afterPreparation.soFar());
        }
    }

    /** Waits until a start that has begun is over, with the steps behind it. Throws what the start throws. */
    static void awaitStart() {
        ManagerStart now = current;
        if (now != null && now.starter.get() != null) {
            now.awaitReported();
            await(now.afterStart.soFar());
        }
    }

    /** The application throws a failure of the start. */
    private void awaitReported() {
        try {
            await(started);
        } catch (RuntimeException | Error e) {
            reported = true;
            throw e;
        }
    }

    /**
     * The application is up. A start beside it that has failed by now fails the start of the application.
     *
     * @param failed ends the application when the start fails later, so that a failure has one consequence whenever it happens
     */
    static void applicationIsUp(Runnable failed) {
        ManagerStart now = current;
        if (now == null || now.starter.get() == null) {
            return;
        }
        now.reported = true;
        if (now.started.isDone()) {
            await(now.started);
        } else {
            now.started.exceptionally(error -> {
                log("cannot start the processes, so the application ends", error);
                if (!isOvertaken(error)) {
                    failed.run();
                }
                return null;
            });
        }
    }

    /**
     * Sets what the end of the application has to do, before and after the end of its beans.
     *
     * @throws CancellationException if the application has ended meanwhile: the start must not go on, because the engine can
     *         already work for the next application
     */
    synchronized void endsWith(Runnable before, Runnable after) {
        if (abandoned) {
            throw new CancellationException("the application has ended during the start of its processes");
        }
        atEnd = before;
        afterEnd = after;
    }

    /** Runs an action of a start that has succeeded. Without effect if the start has failed, goes on or has not begun. */
    static void ifStarted(Consumer<ApplicationStart> action) {
        ManagerStart now = current;
        if (now != null && now.started.isDone() && !now.started.isCompletedExceptionally()) {
            action.accept(now.started.join());
        }
    }

    /** The beans of the application are about to be destroyed. */
    void applicationEnds() {
        awaitEnd();
        run(atEnd());
    }

    /** The beans of the application are gone. Nothing may keep its class loader. */
    void applicationHasEnded() {
        awaitEnd();
        run(afterEnd());
        if (current == this) {
            current = null;
        }
    }

    private synchronized @Nullable Runnable atEnd() {
        return atEnd;
    }

    private synchronized @Nullable Runnable afterEnd() {
        return afterEnd;
    }

    private static void run(@Nullable Runnable task) {
        if (task != null) {
            task.run();
        }
    }

    /** Waits until a start that has begun is over, at most 10 s in all. A start that hangs is abandoned. */
    private void awaitEnd() {
        if (starter.get() == null || isAbandoned()) {
            return;
        }
        try {
            CompletableFuture.allOf(started, afterStart.soFar()).get(END_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!reported && !prepared.isCompletedExceptionally()) {
                // The start of the application has failed too, for another reason, which Quarkus logs.
                reported = true;
                log("cannot start the processes", e.getCause());
            }
        } catch (TimeoutException e) {
            abandon();
        } catch (InterruptedException e) {
            abandon();
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isAbandoned() {
        return abandoned;
    }

    private synchronized void abandon() {
        abandoned = true;
    }

    private void run() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            ApplicationStart start = first.get();
            prepared.complete(start);
            second.accept(start, this);
            started.complete(start);
        } catch (RuntimeException | Error e) {
            prepared.completeExceptionally(e);
            started.completeExceptionally(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Logs an error of the start. */
    static void log(String message, Throwable error) {
        LOG.log(isOvertaken(error) ? Level.DEBUG : Level.ERROR, message, error);
    }

    /** Whether the end of the application or of the JVM overtakes the start, which has failed for that reason. */
    private static boolean isOvertaken(Throwable error) {
        return error instanceof CancellationException || jvmEnds();
    }

    /** Whether the JVM has begun to end: from then on it refuses shutdown hooks, such as that of Vert.x. */
    static boolean jvmEnds() {
        Thread hook = EngineThreads.create("no-hook", () -> {
        });
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return !Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Waits for a part of the start. An interrupt, such as that of the end of the JVM, ends the wait. */
    private static void await(CompletableFuture<?> part) {
        try {
            part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            StartSteps.rethrow(e.getCause());
        }
    }
}
