package io.quarkiverse.processmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;

import org.junit.jupiter.api.Test;

class BirthsTest {

    private final Queue<OptionalLong> counts = new ArrayDeque<>();

    @Test
    void nobodyIsBornWhileTheCountStays() {
        Births births = counting(5, 7, 7);

        assertThat(births.noneSince(births.now())).isTrue();
    }

    @Test
    void somebodyIsBornWhenTheCountChanges() {
        Births births = counting(5, 7, 8);

        assertThat(births.noneSince(births.now())).isFalse();
    }

    @Test
    void aCountThatDoesNotMoveWhenAProcessIsStartedIsNotBelieved() {
        Births births = counting(0, 0, 0);

        assertThat(births.noneSince(births.now())).isFalse();
    }

    @Test
    void nothingIsKnownOfASystemThatDoesNotCount() {
        counts.addAll(List.of(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()));
        Births births = new Births(table());

        assertThat(births.noneSince(births.now())).isFalse();
    }

    @Test
    void linuxCountsThreadsToo() throws InterruptedException {
        long before = new ProcFiles().births().orElseThrow();

        Thread thread = new Thread(() -> {
        });
        thread.start();
        thread.join();

        assertThat(new ProcFiles().births().orElseThrow()).isGreaterThan(before);
    }

    private Births counting(long... values) {
        for (long value : values) {
            counts.add(OptionalLong.of(value));
        }
        return new Births(table());
    }

    private ProcessTable table() {
        return (ProcessTable) Proxy.newProxyInstance(ProcessTable.class.getClassLoader(), new Class<?>[] { ProcessTable.class },
                (proxy, method, arguments) -> counts.remove());
    }
}
