package io.quarkiverse.processmanager.runtime.dev.ui;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;

/**
 * A stream of what somebody sees when he looks: first at once, and then after something has happened, but not more often than
 * once in a pause, and only if it looks different. It ends with what tells it that something has happened.
 */
final class Paced<T> {

    private final Supplier<T> view;
    private final long pauseNanos;
    private final MultiEmitter<? super T> emitter;
    /** What has happened since the last look; who makes it 1 asks for the next look. */
    private final AtomicLong happened = new AtomicLong();
    /** Only for the look, of which there is never more than one at a time. */
    private long lookedAt;
    private T seen;

    private Paced(Supplier<T> view, Duration pause, MultiEmitter<? super T> emitter) {
        this.view = view;
        this.pauseNanos = pause.toNanos();
        this.emitter = emitter;
        this.lookedAt = System.nanoTime() - pauseNanos;
    }

    /**
     * @param happenings one item whenever something has happened
     * @param view looks
     */
    static <T> Multi<T> of(Multi<?> happenings, Supplier<T> view, Duration pause) {
        return Multi.createFrom().emitter(emitter -> {
            Paced<T> paced = new Paced<>(view, pause, emitter);
            // In this order: what happens after the first look is heard of.
            Cancellable listening = happenings.subscribe().with(any -> paced.happened(), emitter::fail, emitter::complete);
            emitter.onTermination(listening::cancel);
            paced.happened();
        }, BackPressureStrategy.LATEST);
    }

    private void happened() {
        if (happened.getAndIncrement() == 0) {
            lookSoon();
        }
    }

    private void lookSoon() {
        long millis = TimeUnit.NANOSECONDS.toMillis(lookedAt + pauseNanos - System.nanoTime());
        if (millis > 0) {
            Infrastructure.getDefaultWorkerPool().schedule(this::look, millis, TimeUnit.MILLISECONDS);
        } else {
            // The timers of Vert.x know no time under a millisecond.
            Infrastructure.getDefaultExecutor().execute(this::look);
        }
    }

    private void look() {
        if (emitter.isCancelled()) {
            return;
        }
        long before = happened.get();
        try {
            T now = view.get();
            if (!now.equals(seen)) {
                seen = now;
                emitter.emit(now);
            }
        } catch (RuntimeException e) {
            emitter.fail(e);
            return;
        }
        lookedAt = System.nanoTime();
        if (happened.addAndGet(-before) > 0) {
            lookSoon();
        }
    }
}
