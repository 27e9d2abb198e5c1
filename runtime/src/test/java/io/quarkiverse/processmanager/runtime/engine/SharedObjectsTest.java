package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class SharedObjectsTest {

    private final SharedObjects shared = new SharedObjects();
    private final List<String> closed = new ArrayList<>();

    private record Client(String name, List<String> closed) implements AutoCloseable {

        @Override
        public void close() {
            closed.add(name);
        }
    }

    private record Broken(List<String> closed) implements AutoCloseable {

        @Override
        public void close() {
            closed.add("broken");
            throw new IllegalStateException("of the test");
        }
    }

    @Test
    void eachTypeHasOneObjectUntilTheEndOfTheApplication() {
        Client first = shared.get(Client.class, () -> new Client("a", closed), false);
        shared.get(Broken.class, () -> new Broken(closed), false);

        assertThat(shared.get(Client.class, () -> new Client("b", closed), false)).isSameAs(first);
        assertThat(closed).isEmpty();

        shared.close(Runnable::run);
        shared.close(Runnable::run);
        assertThat(closed).containsExactlyInAnyOrder("a", "broken");
        assertThatThrownBy(() -> shared.get(Client.class, () -> new Client("c", closed), false))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aWorkerClosesWhatAWorkerHasMade() {
        List<Runnable> worker = new ArrayList<>();
        shared.get(Client.class, () -> new Client("of a worker", closed), true);
        shared.get(Broken.class, () -> new Broken(closed), false);

        shared.close(worker::add);
        assertThat(closed).containsExactly("broken");

        worker.forEach(Runnable::run);
        assertThat(closed).containsExactly("broken", "of a worker");
    }

    @Test
    void aFactoryDelaysNoOtherType() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch made = new CountDownLatch(1);
        CompletableFuture<Client> slow = CompletableFuture.supplyAsync(() -> shared.get(Client.class, () -> {
            making.countDown();
            await(made);
            return new Client("slow", closed);
        }, true), task -> new Thread(task).start());
        await(making);

        shared.get(Broken.class, () -> new Broken(closed), false);
        CompletableFuture<Client> same = CompletableFuture.supplyAsync(
                () -> shared.get(Client.class, () -> new Client("second", closed), true), task -> new Thread(task).start());
        made.countDown();

        assertThat(same.get(60, TimeUnit.SECONDS)).isSameAs(slow.get(60, TimeUnit.SECONDS));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
