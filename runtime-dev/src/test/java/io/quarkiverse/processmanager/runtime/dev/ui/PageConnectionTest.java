package io.quarkiverse.processmanager.runtime.dev.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Multi;

class PageConnectionTest {

    private final Queue<Runnable> eventLoop = new ArrayDeque<>();
    private final PageConnection page = new PageConnection(Optional.empty(), true, eventLoop::add);

    @Test
    void isFullWhileItemsWaitForTheEventLoop() {
        List<Integer> written = new ArrayList<>();
        page.carry(Multi.createFrom().range(0, 100)).subscribe().with(written::add);

        assertThat(page.isFull()).isTrue();
        assertThat(written).isEmpty();

        while (!eventLoop.isEmpty()) {
            eventLoop.remove().run();
        }
        assertThat(page.isFull()).isFalse();
        assertThat(written).hasSize(100).isSorted();
    }

    @Test
    void takesSomeItemsInAdvance() {
        page.carry(Multi.createFrom().range(0, 5)).subscribe().with(item -> {
        });

        assertThat(page.isFull()).isFalse();
    }
}
