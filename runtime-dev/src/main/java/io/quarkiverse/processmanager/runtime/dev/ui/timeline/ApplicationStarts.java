package io.quarkiverse.processmanager.runtime.dev.ui.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import io.quarkiverse.processmanager.runtime.time.SystemClock;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.smallrye.mutiny.operators.multi.processors.SerializedProcessor;

/**
 * The latest starts of the application in dev mode, oldest first. They are static, because the class loader of this class
 * survives live reloads. Any thread.
 */
public final class ApplicationStarts {

    /** A day of live reloads. The start of the processes is explained by the start of the application to which it belongs. */
    private static final int KEPT = 200;
    private static final AtomicReference<List<ApplicationStart>> STARTS = new AtomicReference<>(List.of());
    private static final SerializedProcessor<Boolean, Boolean> CHANGES = BroadcastProcessor.<Boolean> create().serialized();

    private ApplicationStarts() {
    }

    /** Dev mode begins to build the application, for the first time or for a live reload. */
    public static void buildBegins() {
        change(starts -> {
            starts.add(ApplicationStart.of(now()));
            return starts.size() > KEPT ? starts.subList(1, starts.size()) : starts;
        });
    }

    static void startBegins() {
        changeLast(start -> start.startsAt(now()));
    }

    static void accepts() {
        changeLast(start -> start.upAt(now()));
    }

    static void answered() {
        changeLast(start -> start.answeredAt(now()));
    }

    static List<ApplicationStart> all() {
        return STARTS.get();
    }

    /** An item after each change, while it is subscribed. */
    public static Multi<Boolean> changes() {
        return Multi.createFrom().publisher(CHANGES);
    }

    private static void changeLast(UnaryOperator<ApplicationStart> step) {
        change(starts -> {
            if (!starts.isEmpty()) {
                starts.set(starts.size() - 1, step.apply(starts.get(starts.size() - 1)));
            }
            return starts;
        });
    }

    private static void change(UnaryOperator<List<ApplicationStart>> step) {
        STARTS.updateAndGet(starts -> List.copyOf(step.apply(new ArrayList<>(starts))));
        CHANGES.onNext(true);
    }

    private static Instant now() {
        return Instant.ofEpochMilli(SystemClock.wallMillis());
    }
}
