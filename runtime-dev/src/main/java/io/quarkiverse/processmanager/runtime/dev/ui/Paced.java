package io.quarkiverse.processmanager.runtime.dev.ui;

import java.time.Duration;
import java.util.function.Supplier;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;

/**
 * A stream of what somebody sees when he looks: first at once, and then after something has happened, but not more often than
 * once in a pause, and only if it looks different. It ends with what tells it that something has happened.
 */
final class Paced<T> {

    private final Supplier<T> view;
    private final MultiEmitter<? super T> emitter;
    private final Pulse pulse;
    /** Only for the look. */
    private T seen;

    private Paced(Supplier<T> view, Duration pause, MultiEmitter<? super T> emitter) {
        this.view = view;
        this.emitter = emitter;
        this.pulse = new Pulse(pause, this::look);
    }

    /**
     * @param happenings one item whenever something has happened
     * @param view looks
     */
    static <T> Multi<T> of(Multi<?> happenings, Supplier<T> view, Duration pause) {
        return Multi.createFrom().emitter(emitter -> {
            Paced<T> paced = new Paced<>(view, pause, emitter);
            // In this order: what happens after the first look is heard of.
            Cancellable listening = happenings.subscribe().with(any -> paced.pulse.ask(), emitter::fail, emitter::complete);
            emitter.onTermination(listening::cancel);
            paced.pulse.ask();
        }, BackPressureStrategy.LATEST);
    }

    private void look() {
        if (emitter.isCancelled()) {
            return;
        }
        try {
            T now = view.get();
            if (!now.equals(seen)) {
                seen = now;
                emitter.emit(now);
            }
        } catch (RuntimeException e) {
            emitter.fail(e);
        }
    }
}
