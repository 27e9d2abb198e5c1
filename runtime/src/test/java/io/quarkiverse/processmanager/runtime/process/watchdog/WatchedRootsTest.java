package io.quarkiverse.processmanager.runtime.process.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

class WatchedRootsTest {

    private final WatchedRoots roots = new WatchedRoots();

    @Test
    void eachRootIsALineUntilItHasEnded() {
        assertThat(roots.add(new ProcessId(7, 100), "TERM")).isEqualTo("group 7 100 TERM");
        roots.add(new ProcessId(8, 101), "INT");

        assertThat(roots.remove(new ProcessId(7, 100))).contains("ended 7");

        assertThat(roots.lines()).containsExactly("group 8 101 INT");
    }

    @Test
    void theEndOfARootIsNotTheEndOfTheNextRootWithItsPid() {
        roots.add(new ProcessId(7, 100), "TERM");
        roots.add(new ProcessId(7, 200), "TERM");

        assertThat(roots.remove(new ProcessId(7, 100))).isEmpty();

        assertThat(roots.lines()).containsExactly("group 7 200 TERM");
    }

    @Test
    void anUnknownRootHasNoEnd() {
        assertThat(roots.remove(new ProcessId(7, 100))).isEmpty();
    }
}
