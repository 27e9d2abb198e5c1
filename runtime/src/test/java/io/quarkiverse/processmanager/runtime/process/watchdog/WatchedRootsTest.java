package io.quarkiverse.processmanager.runtime.process.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

class WatchedRootsTest {

    private final WatchedRoots roots = new WatchedRoots();

    @Test
    void eachIsALineUntilItHasEnded() {
        assertThat(roots.add(new ProcessId(7, 100), "TERM")).isEqualTo("G 7 100 TERM");
        roots.add(new ProcessId(8, 101), "INT");

        assertThat(roots.remove(new ProcessId(7, 100))).contains("E 7");

        assertThat(roots.lines()).containsExactly("G 8 101 INT");
    }

    @Test
    void theEndOfOneIsNotThatOfTheNextWithItsPid() {
        roots.add(new ProcessId(7, 100), "TERM");
        roots.add(new ProcessId(7, 200), "TERM");

        assertThat(roots.remove(new ProcessId(7, 100))).isEmpty();

        assertThat(roots.lines()).containsExactly("G 7 200 TERM");
    }

    @Test
    void oneThatIsNotKnownHasNoEnd() {
        assertThat(roots.remove(new ProcessId(7, 100))).isEmpty();
    }
}
