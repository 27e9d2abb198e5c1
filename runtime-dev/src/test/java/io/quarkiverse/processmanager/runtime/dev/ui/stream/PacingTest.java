package io.quarkiverse.processmanager.runtime.dev.ui.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class PacingTest {

    private static final Duration FOREVER = Duration.ofHours(1);

    private final List<String> received = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private MultiEmitter<? super String> source;
    private Cancellable subscription;
    private boolean completed;
    private boolean cancelled;

    @AfterEach
    void cancel() {
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Test
    void firstItemIsNotDelayed() {
        subscribe(FOREVER);

        source.emit("a");

        assertThat(received).containsExactly("a");
    }

    @Test
    void itemsWithinThePauseAreHeldBack() {
        subscribe(FOREVER);

        source.emit("a");
        source.emit("b");
        source.emit("c");

        assertThat(received).containsExactly("a");
    }

    @Test
    void latestItemOfThePauseFollows() {
        List<String> seen = Pacing.of(source("a", "b", "c"), Duration.ofSeconds(2)).select().first(2).collect().asList().await()
                .indefinitely();

        assertThat(seen).containsExactly("a", "c");
    }

    @Test
    void endWithinThePauseIsNotDelayed() {
        subscribe(FOREVER);

        source.emit("a");
        assertThat(completed).isFalse();
        source.complete();

        assertThat(completed).isTrue();
    }

    @Test
    void failureWithinThePauseIsNotDelayed() {
        subscribe(FOREVER);

        source.emit("a");
        source.fail(new IllegalStateException("gone"));

        assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void cancellationWithinThePauseReachesTheSource() {
        subscribe(FOREVER);

        source.emit("a");
        subscription.cancel();

        assertThat(cancelled).isTrue();
        assertThat(completed).isFalse();
    }

    @Test
    void failureOfAViewEndsTheStream() {
        Multi<String> broken = Pacing.of(source("a"), FOREVER).map(item -> {
            throw new IllegalStateException("no view");
        });

        assertThatThrownBy(() -> broken.collect().asList().await().indefinitely()).hasMessageContaining("no view");
    }

    private void subscribe(Duration pause) {
        Multi<String> items = Multi.createFrom().<String> emitter(emitter -> source = emitter, BackPressureStrategy.LATEST)
                .onCancellation().invoke(() -> cancelled = true);
        subscription = Pacing.of(items, pause).subscribe().with(received::add, failures::add, () -> completed = true);
    }

    /** Emits all items while the first one is being paced, and does not end. */
    private static Multi<String> source(String... items) {
        return Multi.createFrom().emitter(emitter -> List.of(items).forEach(emitter::emit), BackPressureStrategy.LATEST);
    }
}
