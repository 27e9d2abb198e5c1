package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;

class ForkCounterTest {

    private final Queue<OptionalLong> counts = new ArrayDeque<>();

    @Test
    void noProcessIsForkedWhileTheCountStays() {
        ForkCounter forkCounter = counting(5, 7, 7);

        assertThat(forkCounter.noneSince(forkCounter.now())).isTrue();
    }

    @Test
    void aProcessIsForkedWhenTheCountChanges() {
        ForkCounter forkCounter = counting(5, 7, 8);

        assertThat(forkCounter.noneSince(forkCounter.now())).isFalse();
    }

    @Test
    void aCountThatDoesNotChangeWhenAProcessStartsIsIgnored() {
        ForkCounter forkCounter = counting(0, 0, 0);

        assertThat(forkCounter.noneSince(forkCounter.now())).isFalse();
    }

    @Test
    void nothingIsKnownOfASystemThatDoesNotCount() {
        counts.addAll(List.of(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()));
        ForkCounter forkCounter = new ForkCounter(table());

        assertThat(forkCounter.noneSince(forkCounter.now())).isFalse();
    }

    @Test
    void linuxCountsThreadsToo() throws InterruptedException {
        long before = new LinuxProcessTable().forkCounter().orElseThrow();

        Thread thread = new Thread(() -> {
        });
        thread.start();
        thread.join();

        assertThat(new LinuxProcessTable().forkCounter().orElseThrow()).isGreaterThan(before);
    }

    private ForkCounter counting(long... values) {
        for (long value : values) {
            counts.add(OptionalLong.of(value));
        }
        return new ForkCounter(table());
    }

    private ProcessTable table() {
        return (ProcessTable) Proxy.newProxyInstance(ProcessTable.class.getClassLoader(), new Class<?>[] { ProcessTable.class },
                (proxy, method, arguments) -> counts.remove());
    }
}
