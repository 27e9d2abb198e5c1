package io.quarkiverse.processmanager.runtime.dev.ui.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.processmanager.ProcessTerminal;
import io.quarkiverse.processmanager.TerminalSize;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TerminalStreamTest {

    /** The first half of an é. */
    private static final byte[] HALF = { 'a', (byte) 0xc3 };

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean completed = new AtomicBoolean();
    private final Screen screen = new Screen();
    private final Cancellable page = TerminalStream.of(screen, () -> {
        asked.incrementAndGet();
        return full.get();
    }).subscribe().with(received::add, failures::add, () -> completed.set(true));

    @AfterEach
    void closeThePage() {
        page.cancel();
    }

    /** A terminal whose output this test gives. */
    private static final class Screen implements ProcessTerminal, Flow.Subscription {

        private Flow.Subscriber<? super byte[]> subscriber;
        private final AtomicInteger requested = new AtomicInteger();
        private final AtomicBoolean cancelled = new AtomicBoolean();

        @Override
        public CompletionStage<Void> type(String keys) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void resize(TerminalSize size) {
        }

        @Override
        public Multi<byte[]> output() {
            return Multi.createFrom().publisher(follower -> {
                subscriber = follower;
                follower.onSubscribe(this);
            });
        }

        @Override
        public void request(long bytes) {
            requested.addAndGet((int) bytes);
        }

        @Override
        public void cancel() {
            cancelled.set(true);
        }
    }

    /** The time limit of the class ends a wait without success. */
    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    @Test
    void bytesOfHalfACharacterAreKept() {
        screen.subscriber.onNext(HALF);

        assertThat(received).hasSize(1).allSatisfy(text -> assertThat(Base64.getDecoder().decode(text)).isEqualTo(HALF));
    }

    @Test
    void theNextBytesAreRequestedAfterThoseBefore() throws Exception {
        assertThat(screen.requested).hasValue(1);

        screen.subscriber.onNext(HALF);

        await(() -> screen.requested.get() == 2);
    }

    @Test
    void aPageThatCannotTakeMoreIsAskedAgainAndRequestsNothing() throws Exception {
        full.set(true);
        screen.subscriber.onNext(HALF);
        await(() -> asked.get() > 3);
        assertThat(screen.requested).hasValue(1);

        full.set(false);

        await(() -> screen.requested.get() == 2);
    }

    @Test
    void aClosedPageEndsTheSubscription() throws Exception {
        full.set(true);
        screen.subscriber.onNext(HALF);
        await(() -> asked.get() > 1);

        page.cancel();

        assertThat(screen.cancelled).isTrue();
    }

    @Test
    void aFailureReachesThePage() {
        screen.subscriber.onNext(Arrays.copyOf(HALF, 1));
        screen.subscriber.onError(new IOException("broken"));

        assertThat(failures).singleElement().isInstanceOf(IOException.class);
        assertThat(completed).isFalse();
    }

    @Test
    void theEndOfTheApplicationCompletesTheStream() {
        screen.subscriber.onComplete();

        assertThat(completed).isTrue();
    }
}
