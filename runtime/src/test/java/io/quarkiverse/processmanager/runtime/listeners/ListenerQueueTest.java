package io.quarkiverse.processmanager.runtime.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/** A feed keeps memory until it is discarded. */
class ListenerQueueTest {

    private final List<String> received = new ArrayList<>();
    private final Items feed = new Items();
    private final ListenerQueue<String> queue = new ListenerQueue<>("a listener", received::add, Runnable::run);

    @Test
    void theRestIsDeliveredBeforeTheFeedIsDiscarded() {
        queue.from(feed);
        feed.items.addAll(List.of("one", "two"));
        queue.request(Long.MAX_VALUE);
        feed.items.add("three");

        queue.seal();

        assertThat(received).containsExactly("one", "two", "three");
        assertThat(feed.calls).endsWith("discard").containsOnlyOnce("discard").first().isEqualTo("close");
    }

    @Test
    void aFeedWhoseItemsNoSubscriberRequestsIsDiscardedAtTheEnd() {
        queue.from(feed);
        feed.items.add("one");

        queue.seal();

        assertThat(received).isEmpty();
        assertThat(feed.calls).endsWith("discard");
    }

    @Test
    void aCancelledQueueDiscardsItsFeedAtOnce() {
        queue.from(feed);

        queue.close();

        assertThat(feed.calls).containsExactly("discard");
    }

    @Test
    void aQueueThatWasCancelledBeforeItHadAFeedDiscardsIt() {
        queue.close();

        queue.from(feed);

        assertThat(feed.calls).containsExactly("discard");
    }

    @Test
    void aFeedThatFailsOnceFailsNoLaterDelivery() {
        queue.request(Long.MAX_VALUE);
        queue.from(feed);
        feed.items.add("one");
        feed.full = true;

        assertThatThrownBy(queue::wake).isInstanceOf(InternalError.class);
        assertThat(received).isEmpty();
        feed.full = false;
        queue.wake();

        assertThat(received).containsExactly("one");
    }

    private static final class Items implements ProcessRunner.Feed<String> {

        private final List<String> items = new ArrayList<>();
        private final List<String> calls = new ArrayList<>();
        private boolean full;

        @Override
        public List<String> next(int most) {
            if (full) {
                throw new InternalError("full");
            }
            List<String> taken = List.copyOf(items);
            items.clear();
            return taken;
        }

        @Override
        public long lost() {
            return 0;
        }

        @Override
        public void close() {
            calls.add("close");
        }

        @Override
        public void discard() {
            calls.add("discard");
        }
    }
}
