package io.quarkiverse.processmanager.runtime.dev.ui.stream;

import java.time.Duration;
import java.util.function.Supplier;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;

/** Limits the rate of a stream that keeps its latest item until it is requested. */
public final class Pacing {

    private Pacing() {
    }

    /**
     * The same stream with a pause after each item. It requests one item at a time, so the source conflates the items of the
     * pause. The first item and the end of the stream are not delayed.
     */
    public static <T> Multi<T> of(Multi<T> source, Duration pause) {
        return of(source, () -> pause);
    }

    /** The same, with a pause that is decided after each item. */
    static <T> Multi<T> of(Multi<T> source, Supplier<Duration> pause) {
        return Multi.createFrom().deferred(() -> {
            BroadcastProcessor<Void> end = BroadcastProcessor.create();
            return source.onTermination().invoke(end::onComplete)
                    .onItem().transformToMultiAndConcatenate(item -> Multi.createFrom().item(item)
                            .onCompletion().call(() -> end.toUni().ifNoItem().after(pause.get()).recoverWithItem(() -> null)));
        });
    }
}
