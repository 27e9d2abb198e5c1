package io.quarkiverse.processmanager.terminal.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;

/** The threads of one monitor. None is left after the close. Owned by the thread of the monitor. */
final class Workers implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final List<Worker> started = new ArrayList<>();

    Worker start(String name, Consumer<Worker> task) {
        started.removeIf(worker -> !worker.thread.isAlive());
        Worker worker = new Worker(name, task);
        started.add(worker);
        worker.thread.start();
        return worker;
    }

    /** One thread, which has at most one open answer at a time. */
    final class Worker {

        private final Thread thread;
        private boolean cancelled;
        private AutoCloseable open = () -> {
        };

        private Worker(String name, Consumer<Worker> task) {
            thread = new Thread(() -> task.accept(this), name);
            thread.setDaemon(true);
        }

        synchronized boolean isCancelled() {
            return cancelled;
        }

        /** Asks the application. The cancellation closes the answer. */
        Answer request(Application application, String command, Map<String, ?> options) {
            Answer answer = application.request(command, options);
            synchronized (this) {
                open = answer;
                if (!cancelled) {
                    return answer;
                }
            }
            answer.close();
            throw new Failure(Failure.Reason.NO_APPLICATION, "the monitor ends");
        }

        /** Waits; the cancellation ends the wait. */
        void pause(Duration time) {
            try {
                Thread.sleep(time.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void cancel() {
            AutoCloseable answer;
            synchronized (this) {
                cancelled = true;
                answer = open;
            }
            try {
                answer.close();
            } catch (Exception e) {
                // The answer has ended.
            }
            thread.interrupt();
        }
    }

    /** Waits also for a caller that is interrupted, because the threads end at once. */
    @Override
    public void close() {
        started.forEach(Worker::cancel);
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        for (Worker worker : started) {
            interrupted |= join(worker.thread, end);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether the caller was interrupted. */
    private static boolean join(Thread thread, long end) {
        boolean interrupted = false;
        while (thread.isAlive() && end - System.nanoTime() > 0) {
            try {
                thread.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
