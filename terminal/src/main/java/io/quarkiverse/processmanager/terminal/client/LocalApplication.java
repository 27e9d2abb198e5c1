package io.quarkiverse.processmanager.terminal.client;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The application that runs in this JVM in dev mode. It has another class loader, so the two sides share a function of JDK types:
 * it receives the line of a request and a receiver for the lines of the answer, and returns the action that ends the request. The
 * receiver gets {@code null} when no more lines come, and may block, which delays its own answer only.
 */
public final class LocalApplication implements Application {

    private final BiFunction<String, Consumer<String>, Runnable> control;

    public LocalApplication(BiFunction<String, Consumer<String>, Runnable> control) {
        this.control = control;
    }

    @Override
    public Answer request(String command, Map<String, ?> options) {
        Received received = new Received();
        Runnable cancel = control.apply(Application.line(command, options), received);
        return new Answer(new LocalLines(received, cancel));
    }

    /** Holds some lines until they are read. Then it lets the application wait. */
    private static final class Received implements Consumer<String> {

        private static final int MOST_LINES = 512;

        private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(MOST_LINES);
        private volatile boolean closed;

        @Override
        public void accept(String line) {
            try {
                if (!closed) {
                    lines.put(Optional.ofNullable(line));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        Optional<String> next() {
            try {
                Optional<String> next = closed ? Optional.<String> empty() : lines.take();
                closed |= next.isEmpty();
                return next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        /** Releases the application and the reader, which may both wait. */
        void close() {
            closed = true;
            lines.clear();
            lines.offer(Optional.empty());
        }
    }

    private record LocalLines(Received received, Runnable cancel) implements Answer.Lines {

        @Override
        public Optional<String> next() {
            return received.next();
        }

        @Override
        public void close() {
            received.close();
            cancel.run();
        }
    }
}
