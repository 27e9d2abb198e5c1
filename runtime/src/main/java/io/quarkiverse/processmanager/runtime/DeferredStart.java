package io.quarkiverse.processmanager.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The start of the process manager in one application: at once, or with the first use of the process manager. An application in
 * which no process runs and no class uses the process manager loads no class of the engine until then, and has no thread of it.
 * Safe for use by several threads.
 */
final class DeferredStart {

    /** That of the application that runs now; null before the first one. */
    private static volatile @Nullable DeferredStart current;

    private final Supplier<ApplicationStart> start;
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final List<Consumer<ApplicationStart>> later = new ArrayList<>();
    private volatile @Nullable ApplicationStart started;
    private boolean starting;

    private DeferredStart(Supplier<ApplicationStart> start) {
        this.start = start;
    }

    /** An application starts, whose process manager starts now. */
    static void now(Supplier<ApplicationStart> start) {
        DeferredStart begun = new DeferredStart(start);
        begun.started = start.get();
        current = begun;
    }

    /** An application starts, whose process manager starts with its first use. */
    static void atFirstUse(Supplier<ApplicationStart> start) {
        current = new DeferredStart(start);
    }

    /** The application ends: nothing may keep its class loader. */
    static void ended() {
        current = null;
    }

    /** Starts the process manager of the application if it has not started. */
    static void use() {
        DeferredStart now = current;
        if (now != null) {
            now.start();
        }
    }

    /** A further step of the start: runs now, or right after a deferred start. Without effect if there was no start. */
    static void then(Consumer<ApplicationStart> step) {
        DeferredStart now = current;
        if (now != null) {
            now.add(step);
        }
    }

    private void add(Consumer<ApplicationStart> step) {
        if (!isDeferred(step)) {
            step.accept(started);
        }
    }

    /** Keeps a step for a start that has not begun. A step can take minutes, so none runs under the lock of a first use. */
    private synchronized boolean isDeferred(Consumer<ApplicationStart> step) {
        return started == null && later.add(step);
    }

    private void start() {
        if (started == null) {
            startOnce();
        }
    }

    private synchronized void startOnce() {
        if (started != null || starting) {
            // The start itself can use the process manager, on this thread.
            return;
        }
        starting = true;
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            ApplicationStart now = start.get();
            started = now;
            later.forEach(step -> step.accept(now));
            later.clear();
        } finally {
            starting = false;
            thread.setContextClassLoader(before);
        }
    }
}
