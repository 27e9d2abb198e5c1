package io.quarkiverse.processmanager.runtime.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The spans that have not been exported: the application starts, or is being reloaded. A full buffer replaces its oldest span. Safe
 * for use by several threads.
 */
final class SpanBuffer {

    /** The start of 2,000 processes. */
    static final int LIMIT = 10_000;

    private final BlockingQueue<FinishedSpan> spans = new LinkedBlockingQueue<>(LIMIT);
    private final AtomicLong lost = new AtomicLong();
    private volatile Runnable news = () -> {
    };

    /** @param listener runs after each added span, on the thread that adds it; returns at once */
    void whenAdded(Runnable listener) {
        news = listener;
    }

    void add(FinishedSpan span) {
        while (!spans.offer(span)) {
            if (spans.poll() != null) {
                lost.incrementAndGet();
            }
        }
        news.run();
    }

    /** Takes all spans, oldest first. */
    List<FinishedSpan> take() {
        List<FinishedSpan> taken = new ArrayList<>();
        spans.drainTo(taken);
        return taken;
    }

    /** The number of spans that were replaced since the last call. */
    long takeLost() {
        return lost.getAndSet(0);
    }
}
