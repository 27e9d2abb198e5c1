package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.supervisor.loop.Loop;
import io.quarkiverse.processmanager.runtime.supervisor.loop.ThreadLoop;

/** The threads above the process layer. Each ends when it has been idle for a while. */
final class EngineTasks {

    private static final long IDLE_SECONDS = 10;

    private final ThreadLoop loop = new ThreadLoop(EngineThreads.factory("loop"));
    private final ExecutorService publishing;
    private final ExecutorService completions = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
            new SynchronousQueue<>(), EngineThreads.factory("completions"), new ThreadPoolExecutor.CallerRunsPolicy());

    EngineTasks() {
        // No event is lost while the system refuses a thread: the loop publishes then.
        publishing = EngineThreads.pool("events", 1, Runnable::run);
    }

    /** The thread of the supervisor. */
    Loop loop() {
        return loop;
    }

    /** One thread, which publishes the events. */
    Executor publishing() {
        return publishing;
    }

    /** Runs a task after a delay, on the thread that publishes the events. From any thread. */
    void publishLater(Duration delay, Runnable task) {
        loop.post(() -> loop.after(delay, () -> publishing.execute(task)));
    }

    /** Threads that complete the results of commands, for the code of callers, which may block. */
    Executor completions() {
        return completions;
    }

    /** Drops what is not done yet. */
    void close() {
        loop.close();
        publishing.shutdown();
        completions.shutdown();
    }
}
