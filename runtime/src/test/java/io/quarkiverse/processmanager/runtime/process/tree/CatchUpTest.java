package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.table.PidCounter;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/** Which processes are found that were started during a scan. */
class CatchUpTest {

    private static final long BEGIN = 5_000_000;
    private static final Watchdog WATCHDOG = (Watchdog) Proxy.newProxyInstance(Watchdog.class.getClassLoader(),
            new Class<?>[] { Watchdog.class }, (proxy, method, arguments) -> false);

    private final FakeTable table = new FakeTable();
    private final PidCounter begin = new PidCounter(BEGIN, 8_000_000);
    private final ProcessSnapshot snapshot = new ProcessSnapshot(List.of(), 0, WATCHDOG);
    private final List<Long> added = new ArrayList<>();

    @Test
    void aScanWithoutAForkHasNothingToCatchUp() {
        table.counter = Optional.of(begin);

        assertThat(complete()).isEqualTo(CatchUp.Result.CAUGHT_UP);
        assertThat(added).isEmpty();
    }

    @Test
    void aProcessThatWasStartedMeanwhileIsAdded() {
        table.counter = Optional.of(new PidCounter(BEGIN + 3, begin.limit()));
        table.add(BEGIN + 2, 10, 1, BEGIN + 2, BEGIN + 2);

        assertThat(complete()).isEqualTo(CatchUp.Result.CAUGHT_UP);
        assertThat(added).containsExactly(BEGIN + 2);
        assertThat(snapshot.living()).extracting(ProcessEntry::pid).containsExactly(BEGIN + 2);
    }

    /** The system assigns a pid before it shows the process. */
    @Test
    void aProcessThatHadItsPidShortlyBeforeIsAdded() {
        table.counter = Optional.of(begin);
        table.add(BEGIN - 1, 10, 1, BEGIN - 1, BEGIN - 1);

        assertThat(complete()).isEqualTo(CatchUp.Result.CAUGHT_UP);
        assertThat(added).containsExactly(BEGIN - 1);
    }

    /** Each hop forks the next one while it is read, until one of them lives for longer. */
    @Test
    void aProcessThatKeepsChangingItsPidIsFollowed() {
        table.onRead = pid -> {
            if (pid > BEGIN && pid <= BEGIN + 3) {
                table.assign(pid + 1, 1);
            }
        };
        table.assign(BEGIN + 1, 1);
        table.add(BEGIN + 4, 10, 1, BEGIN + 4, BEGIN + 4);

        assertThat(complete()).isEqualTo(CatchUp.Result.CAUGHT_UP);
        assertThat(added).containsExactly(BEGIN + 4);
    }

    @Test
    void aMachineThatForksFasterThanThePidsAreReadLeavesDoubt() {
        table.onRead = pid -> table.assign(pid + 1, 1);
        table.assign(BEGIN + 1, 1);

        assertThat(complete()).isEqualTo(CatchUp.Result.BEHIND);

        table.counter = Optional.of(new PidCounter(BEGIN + 1_000, begin.limit()));
        assertThat(complete()).isEqualTo(CatchUp.Result.BEHIND);
    }

    @Test
    void nothingIsKnownIfThePidsBeginAgainOrAreHidden() {
        table.counter = Optional.of(new PidCounter(400, begin.limit()));
        assertThat(complete()).isEqualTo(CatchUp.Result.UNKNOWN);

        table.counter = Optional.empty();
        assertThat(complete()).isEqualTo(CatchUp.Result.UNKNOWN);
    }

    private CatchUp.Result complete() {
        return new CatchUp(table).complete(snapshot, begin, entry -> added.add(entry.pid()));
    }
}
