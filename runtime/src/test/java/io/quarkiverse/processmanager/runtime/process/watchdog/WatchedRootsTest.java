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

    @Test
    void aMemberLastsAsLongAsItsRoot() {
        WatchedRoots roots = new WatchedRoots();
        ProcessId root = new ProcessId(10, 1);
        ProcessId member = new ProcessId(11, 2);
        assertThat(roots.addMember(root, member)).isEmpty();
        roots.add(root, "TERM");

        assertThat(roots.addMember(root, member)).contains("member 11 2");
        assertThat(roots.addMember(root, member)).isEmpty();
        assertThat(roots.addMember(new ProcessId(10, 9), member)).isEmpty();
        assertThat(roots.lines()).containsExactly("group 10 1 TERM", "member 11 2");

        roots.remove(root);
        assertThat(roots.lines()).isEmpty();
    }
}
