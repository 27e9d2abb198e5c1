package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

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
        Client first = shared.get(Client.class, () -> new Client("a", closed));
        shared.get(Broken.class, () -> new Broken(closed));

        assertThat(shared.get(Client.class, () -> new Client("b", closed))).isSameAs(first);
        assertThat(closed).isEmpty();

        shared.close();
        shared.close();
        assertThat(closed).containsExactlyInAnyOrder("a", "broken");
        assertThatThrownBy(() -> shared.get(Client.class, () -> new Client("c", closed)))
                .isInstanceOf(IllegalStateException.class);
    }
}
