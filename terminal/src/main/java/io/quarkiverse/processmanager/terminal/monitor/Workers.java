package io.quarkiverse.processmanager.terminal.monitor;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;

/** The threads of one monitor. None is left after the close. */
final class Workers implements AutoCloseable {

    private static final long CLOSE_MILLIS = 5_000;

    private final Set<Worker> running = ConcurrentHashMap.newKeySet();

    Worker start(String name, Consumer<Worker> task) {
        Worker worker = new Worker(name, task);
        running.add(worker);
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
            thread = new Thread(() -> {
                try {
                    task.accept(this);
                } finally {
                    running.remove(this);
                }
            }, name);
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

    @Override
    public void close() {
        running.forEach(Worker::cancel);
        long end = System.nanoTime() + CLOSE_MILLIS * 1_000_000;
        boolean interrupted = false;
        for (Worker worker : Set.copyOf(running)) {
            try {
                worker.thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
