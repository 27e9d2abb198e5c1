package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.StopPolicy.Scope;
import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.watchdog.ShellWatchdog;

/** What a tree does with the members that scans find, without any process. */
class ProcessTreeTest {

    private static final ProcessId ROOT = new ProcessId(1_000_001, 5);

    private final List<String> events = new ArrayList<>();
    private final Map<String, List<Long>> sent = new HashMap<>();
    private final ProcessTree.Observer observer = new ProcessTree.Observer() {

        @Override
        public void treeGone() {
            events.add("gone");
        }

        @Override
        public void notKilled(List<String> survivors) {
            events.addAll(survivors);
        }
    };
    private final ProcessTree tree = new ProcessTree(new Marker("QPM", "1"), ROOT, Optional.empty(), observer);

    @Test
    void theScansForAnotherTreeDoNotDelayTheNextScan() {
        ProcessTree other = new ProcessTree(new Marker("QPM", "2"), new ProcessId(1_000_002, 5), Optional.empty(),
                observer);
        long now = 1_000_000_000_000L;
        for (int scan = 0; scan < 10; scan++) {
            other.interval().scanned(now);
        }

        tree.interval().scanned(now);

        assertThat(tree.interval().dueNanos() - now).isEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void aTreeIsGoneAfterTwoEmptyScans() {
        assertThat(scan(List.of())).isFalse();
        assertThat(scan(List.of())).isTrue();
    }

    @Test
    void aTreeCanStillBeAliveAfterOneEmptyScan() {
        assertThat(scan(List.of())).isFalse();
        assertThat(scan(List.of(entry(ROOT, 1)))).isFalse();
        assertThat(scan(List.of())).isFalse();
        assertThat(scan(List.of())).isFalse();
    }

    @Test
    void oneScanThatCannotHaveMissedAProcessIsEnough() {
        assertThat(scan(List.of(entry(ROOT, 1)), Set.of(), ScanConfidence.SURE)).isFalse();
        assertThat(scan(List.of(), Set.of(ROOT), ScanConfidence.SURE)).isTrue();
    }

    @Test
    void aProcessThatNeverShowsAnEnvironmentDelaysTheEndOnlyForAWhile() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> scan(List.of(), Set.of(), ScanConfidence.DOUBTFUL));
    }

    @Test
    void aProcessThatDiesBetweenTwoScansWasAlive() {
        tree.kill();
        ProcessId hop = new ProcessId(1_000_009, 6);

        assertThat(scan(List.of(), Set.of(ROOT))).isFalse();
        assertThat(scan(List.of(), Set.of(ROOT, hop))).isFalse();
        assertThat(sent).containsEntry("KILL", List.of(-ROOT.pid()));
        assertThat(scan(List.of(), Set.of(ROOT, hop))).isFalse();
        assertThat(scan(List.of(), Set.of(ROOT, hop))).isTrue();
    }

    @Test
    void aProcessThatNoScanFindsIsAliveAsLongAsItsGroup() {
        tree.kill();

        assertThat(scan(List.of())).isFalse();
        assertThat(scan(List.of(), Set.of(), ScanConfidence.LIKELY, true)).isFalse();
        assertThat(sent).containsEntry("KILL", List.of(-ROOT.pid()));
        assertThat(scan(List.of())).isFalse();
        assertThat(scan(List.of())).isTrue();
    }

    @Test
    void aTreeThatForksWhileItEndsIsGoneOnlyAfterManyEmptyScans() {
        assertThat(scan(List.of())).isFalse();
        assertThat(scan(List.of(entry(new ProcessId(1_000_007, 6), 1)))).isFalse();

        int scans = 1;
        while (!scan(List.of())) {
            scans++;
        }

        assertThat(scans).isEqualTo(10);
    }

    @Test
    void aProcessThatAppearsAfterTheKillMakesATreeAForkingOne() {
        tree.kill();
        assertThat(scan(List.of(entry(ROOT, 1)))).isFalse();
        assertThat(scan(List.of(entry(new ProcessId(1_000_007, 6), 1)))).isFalse();

        assertThat(scan(List.of())).isFalse();
        assertThat(scan(List.of())).isFalse();
        assertThat(scan(List.of(), Set.of(), ScanConfidence.SURE)).isTrue();
    }

    /** Such as a measurement of a running tree, before the root is killed. */
    @Test
    void aMemberThatAScanHasFoundIsRemembered() {
        ProcessId wiped = new ProcessId(1_000_008, 6);

        tree.remember(List.of(entry(ROOT, 1), entry(wiped, 1)));

        assertThat(tree.known()).containsExactlyInAnyOrder(ROOT, wiped);
    }

    @Test
    void aProcessThatNoScanFindsCountsAsOne() {
        tree.count(count -> events.add(count + " left"));

        scan(List.of(), Set.of(), ScanConfidence.LIKELY, true);

        assertThat(events).containsExactly("1 left");
    }

    @Test
    void noProcessIsCountedWhileAProcessShowsNoEnvironment() {
        tree.count(count -> events.add(count + " left"));

        scan(List.of(entry(ROOT, 1)), Set.of(), ScanConfidence.DOUBTFUL);
        assertThat(events).isEmpty();
        scan(List.of(entry(ROOT, 1), entry(new ProcessId(1_000_002, 6), 1)));

        assertThat(events).containsExactly("2 left");
    }

    @Test
    void theGroupIsSignalledAtOnceAndContinued() {
        tree.requestStop(StopRequest.of("INT", Scope.TREE, Duration.ofSeconds(10)));

        scan(List.of(entry(ROOT, 1), entry(new ProcessId(1_000_002, 6), ROOT.pid())));

        assertThat(sent).containsOnly(Map.entry("INT", List.of(-ROOT.pid())), Map.entry("CONT", List.of(-ROOT.pid())));
    }

    /** The root alone receives the signal. A second signal for each root would take as long as the first. */
    @Test
    void aRootIsContinuedOnlyWhileItIsStopped() {
        tree.requestStop(StopRequest.of("INT", Scope.ROOT, Duration.ofDays(1)));
        scan(List.of(entry(ROOT, 1)));
        assertThat(sent).doesNotContainKey("CONT");

        scan(List.of(new ProcessEntry(ROOT, 1, ROOT.pid(), ROOT.pid(), 'T', 0, false)));

        assertThat(sent).containsEntry("CONT", List.of(ROOT.pid()));
    }

    @Test
    void theRestOfTheGroupIsSignalledAtOnceWhenTheRootHasEnded() {
        tree.requestStop(StopRequest.of("INT", Scope.ROOT, Duration.ofDays(1)));

        scan(List.of(entry(new ProcessId(1_000_002, 6), ROOT.pid())), Set.of(ROOT));

        assertThat(sent).containsOnly(Map.entry("INT", List.of(-ROOT.pid())), Map.entry("CONT", List.of(-ROOT.pid())));
    }

    @Test
    void noProcessIsSignalledWithoutARequest() {
        scan(List.of(entry(ROOT, 1)));

        assertThat(sent).isEmpty();
    }

    @Test
    void aProcessThatCannotBeKilledIsReportedOnce() {
        tree.kill();

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            scan(List.of(entry(ROOT, 1)));
            return !events.isEmpty();
        });
        scan(List.of(entry(ROOT, 1)));

        assertThat(events).hasSize(1).allMatch(line -> line.startsWith("1000001 ") && line.endsWith("state S"));
    }

    private static ProcessEntry entry(ProcessId identity, long parent) {
        return new ProcessEntry(identity, parent, ROOT.pid(), ROOT.pid(), 'S', 0, false);
    }

    private boolean scan(List<ProcessEntry> living) {
        return scan(living, Set.of());
    }

    private boolean scan(List<ProcessEntry> living, Set<ProcessId> dead) {
        return scan(living, dead, ScanConfidence.LIKELY);
    }

    private boolean scan(List<ProcessEntry> living, Set<ProcessId> dead, ScanConfidence confidence) {
        return scan(living, dead, confidence, false);
    }

    private boolean scan(List<ProcessEntry> living, Set<ProcessId> dead, ScanConfidence confidence, boolean unseen) {
        ShellWatchdog watchdog = new ShellWatchdog(List.of(), null, RunnerId.create(new LinuxProcessTable()),
                new LinuxProcessTable());
        SignalBatch batch = new SignalBatch(new ProcessSnapshot(living, 0, watchdog), new LinuxProcessTable());
        boolean gone = tree.scanned(new TreeMembership.Members(living, dead, unseen), confidence, batch);
        batch.send((signal, targets) -> sent.put(signal, targets) == null || true);
        return gone;
    }
}
