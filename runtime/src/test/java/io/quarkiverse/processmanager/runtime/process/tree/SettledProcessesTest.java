package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.PidCounter;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/** Which processes a scan reads, and that it finds the same members as a scan of all processes. */
class SettledProcessesTest {

    private static final long SELF = ProcessHandle.current().pid();
    private static final long BEGIN = 1_000;
    private static final long OLD = 500;
    private static final long SHELL = SELF + 1;
    private static final long DAEMON = SELF + 2;
    private static final long ONE = SELF + 10;
    private static final long ONE_CHILD = SELF + 11;
    private static final long OTHER = SELF + 20;
    private static final long OTHER_CHILD = SELF + 21;
    private static final long LATE = SELF + 30;

    private final FakeTable table = new FakeTable();
    private final RunnerId jvm = new RunnerId(new ProcessId(SELF, BEGIN), "cafe");
    private final TreeMembership membership = new TreeMembership(table, jvm);
    private final Watchdog watchdog = (Watchdog) Proxy.newProxyInstance(Watchdog.class.getClassLoader(),
            new Class<?>[] { Watchdog.class }, (proxy, method, arguments) -> false);
    private final ProcessTree one = tree(jvm.variable(), "1-one", ONE, 2_000);
    private final ProcessTree other = tree(jvm.variable(), "2-other", OTHER, 2_002);
    private ProcessSnapshot snapshot;

    @BeforeEach
    void addTwoTreesAmongOthers() {
        table.counter = Optional.of(new PidCounter(LATE - 1, 4_000_000));
        table.add(1, 1, 0, 1, 1);
        table.add(SHELL, OLD, 1, SHELL, SHELL);
        table.add(DAEMON, OLD, 1, DAEMON, DAEMON);
        table.add(SELF, BEGIN, SHELL, SELF, SHELL);
        table.add(ONE, 2_000, SELF, ONE, ONE, "1-one");
        table.add(ONE_CHILD, 2_001, ONE, ONE, ONE, "1-one");
        table.add(OTHER, 2_002, SELF, OTHER, OTHER, "2-other");
        table.add(OTHER_CHILD, 2_003, OTHER, OTHER, OTHER, "2-other");
    }

    @Test
    void theSecondScanReadsOnlyTheTreesThatItIsFor() {
        assertThat(pids(one)).containsExactly(ONE, ONE_CHILD);
        assertThat(table.read).hasSize(8);

        assertThat(pids(one)).containsExactly(ONE, ONE_CHILD);
        assertThat(table.read).containsExactly(1L, ONE, ONE_CHILD);

        assertThat(pids(other)).containsExactly(OTHER, OTHER_CHILD);
        assertThat(table.read).as("the first scan has matched the tree by its session, without its marker")
                .containsExactly(1L, ONE, ONE_CHILD, OTHER, OTHER_CHILD);
        pids(other);
        assertThat(table.read).containsExactly(1L, OTHER, OTHER_CHILD);
    }

    /** Each measurement of all processes is followed by scans for single ones. */
    @Test
    void theMembersOfATreeStaySettledWhenScansForItAndForOthersTakeTurns() {
        membership.started(one);
        membership.started(other);
        for (int turn = 0; turn < 2; turn++) {
            pids(one);
            pids(other);
            other.remember(membership.of(List.of(other), snapshot).get(other).living());
        }

        pids(one);

        assertThat(table.read).contains(ONE).doesNotContain(OTHER, OTHER_CHILD);
    }

    @Test
    void aNewProcessIsReadUntilItsEnvironmentIsFinal() {
        pids(one);
        table.assign(LATE, 1);
        table.add(LATE, table.now, SHELL, LATE, SHELL);

        pids(one);
        assertThat(table.read).contains(LATE);
        pids(one);
        assertThat(table.read).contains(LATE);

        table.now += 1_000;
        pids(one);
        pids(one);
        assertThat(table.read).doesNotContain(LATE);
    }

    /** The system can start any number of processes between the two. */
    @Test
    void aProcessThatIsVisibleLongAfterItHasItsPidIsFoundByTheNextScan() {
        pids(one);
        table.assign(LATE + 40, 41);
        pids(one);
        table.add(LATE, table.now, ONE, LATE, LATE, "1-one");
        table.assign(LATE + 41, 1);

        assertThat(pids(one)).containsExactly(ONE, ONE_CHILD, LATE);
    }

    @Test
    void aPidThatTheSystemHasComeToAgainIsReadAgain() {
        pids(one);
        pids(one);
        assertThat(table.read).doesNotContain(DAEMON);

        // The system has begun again with the lowest pids.
        table.assign(DAEMON, 1_000);
        table.add(DAEMON, table.now, ONE, ONE, ONE, "1-one");

        assertThat(pids(one)).containsExactly(DAEMON, ONE, ONE_CHILD);
    }

    @Test
    void nothingIsSkippedWhenAllPidsMayHaveBeenAssignedInBetween() {
        pids(one);
        table.assign(LATE, 1_000_001);
        table.add(DAEMON, table.now, ONE, ONE, ONE, "1-one");

        assertThat(pids(one)).containsExactly(DAEMON, ONE, ONE_CHILD);
        assertThat(table.read).hasSize(8);
    }

    @Test
    void nothingIsSkippedWhereTheSystemDoesNotShowWhatItAssigns() {
        table.counter = Optional.empty();
        pids(one);
        pids(one);
        assertThat(table.read).hasSize(8);

        table.counter = Optional.of(new PidCounter(LATE, 4_000_000));
        table.forks = OptionalLong.empty();
        pids(one);
        pids(one);
        assertThat(table.read).hasSize(8);
    }

    @Test
    void aScanForADetachedTreeReadsAllProcessesBecauseItsMembersCanBeOlderThanTheJvm() {
        pids(one);
        ProcessTree detached = tree(RunnerId.DETACHED, "app-db", LATE + 1, 2_000);
        table.add(DAEMON, OLD, 1, DAEMON, DAEMON, "app-db");

        assertThat(pids(detached)).contains(DAEMON);
        assertThat(table.read).hasSize(8);
    }

    @Test
    void aProcessThatHasClearedItsEnvironmentInItsOwnSessionIsAlwaysRead() {
        table.add(LATE, 2_500, 1, LATE, LATE);
        pids(one);
        pids(one);

        assertThat(table.read).contains(LATE);
    }

    /** On a busy machine this takes long. The process then has the session and the environment of the JVM. */
    @Test
    void aRootThatHasNotExecutedItsProgramYetIsFoundLater() {
        table.add(LATE, 2_500, SELF, SELF, SHELL);
        ProcessTree late = tree(jvm.variable(), "3-late", LATE, 2_500);
        pids(one);
        pids(one);

        table.assign(LATE + 1, 2);
        table.add(LATE, 2_500, SELF, LATE, LATE, "3-late");
        table.add(LATE + 1, 2_600, LATE, LATE, LATE);

        pids(one);
        assertThat(pids(late)).containsExactly(LATE, LATE + 1);
    }

    @Test
    void aForeignProcessWithThePidOfARootKeepsItsGroupOutOfTheTree() {
        table.assign(ONE, 1_000);
        table.add(ONE, 2_900, SHELL, ONE, SHELL);
        table.add(ONE + 2, table.now, SHELL, ONE, SHELL);
        pids(other);
        pids(other);

        assertThat(pids(one)).containsExactly(ONE_CHILD);
        assertThat(pids(one)).containsExactly(ONE_CHILD);
    }

    /** As with a build daemon that runs a command for a client, which is a managed process. */
    @Test
    void aChildOfAMemberInAnOlderSessionIsFoundLater() {
        table.add(LATE, 2_500, DAEMON, DAEMON, DAEMON, "2-other");
        table.add(LATE + 1, 2_501, LATE, DAEMON, DAEMON);
        table.add(LATE + 2, 2_502, DAEMON, LATE, DAEMON);
        pids(one);
        pids(one);

        assertThat(pids(other)).containsExactly(OTHER, OTHER_CHILD, LATE, LATE + 1, LATE + 2);
    }

    @Test
    void aGroupWithProcessesThatAScanSkipsDoesNotCountAsAWholeOne() {
        ProcessEntry worker = table.add(LATE, 2_500, DAEMON, DAEMON, DAEMON, "1-one");
        pids(one);
        assertThat(snapshot.isWholeGroup(worker, 2)).isTrue();

        pids(one);

        assertThat(table.read).doesNotContain(DAEMON);
        assertThat(snapshot.isWholeGroup(worker, 1)).as("the daemon is in the group").isFalse();
    }

    @Test
    void aProcessThatHasEndedIsForgotten() {
        pids(one);
        table.remove(DAEMON);
        table.assign(LATE + 1_000, 1_000);
        pids(one);

        table.add(DAEMON, OLD, 1, DAEMON, DAEMON);
        table.assign(LATE + 2_000, 1_000);
        pids(one);

        assertThat(table.read).contains(DAEMON);
    }

    @Test
    void aScanAfterFewStartsListsNoPids() {
        pids(one);
        int lists = table.lists;
        table.assign(LATE + 1, 2);
        table.add(LATE, table.now, ONE, LATE, LATE, "1-one");
        table.add(LATE + 1, table.now, 1, LATE + 1, LATE + 1, "2-other");

        assertThat(scan(one)).containsExactly(ONE, ONE_CHILD, LATE);
        assertThat(scan(other)).containsExactly(OTHER, OTHER_CHILD, LATE + 1);
        table.remove(ONE_CHILD);
        assertThat(scan(one)).containsExactly(ONE, LATE);

        assertThat(table.lists).isEqualTo(lists);
    }

    /** A scan begins while the system makes a process that has its pid, but is not visible yet. */
    @Test
    void aProcessThatBecomesVisibleLateIsFoundWithoutAList() {
        table.assign(LATE, 1);
        pids(one);
        int lists = table.lists;
        table.add(LATE, table.now, ONE, LATE, LATE, "1-one");

        assertThat(scan(one)).containsExactly(ONE, ONE_CHILD, LATE);

        assertThat(table.lists).isEqualTo(lists);
    }

    @Test
    void manyStartsAndFailedScansAreFollowedByAList() {
        pids(one);
        int lists = table.lists;
        table.assign(LATE + 1_000, 1_000);
        scan(one);
        assertThat(table.lists).isEqualTo(lists + 1);

        membership.scan(List.of(one), table.forkCounter(), watchdog);
        scan(one);

        assertThat(table.lists).as("the result of a scan was not used").isEqualTo(lists + 2);
    }

    /** Processes start, end, move to other groups and get pids again at random; the seed names a failed walk. */
    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
    void eachScanOfARandomWalkFindsTheSameAsAScanThatListsAllPids(long seed) {
        TreeMembership listing = new TreeMembership(table, jvm, new SettledProcesses(jvm, -1));
        Random random = new Random(seed);
        table.counter = Optional.of(new PidCounter(LATE, LATE + 400));
        List<Long> alive = new ArrayList<>(List.of(ONE_CHILD, OTHER_CHILD, DAEMON));
        for (int step = 0; step < 300; step++) {
            int starts = random.nextInt(random.nextInt(10) == 0 ? 90 : 6);
            for (int i = 0; i < starts; i++) {
                long last = table.counter.orElseThrow().last();
                long pid = last >= LATE + 400 ? LATE : last + 1;
                table.assign(pid, 1);
                alive.remove(pid);
                long parent = alive.isEmpty() ? SHELL : alive.get(random.nextInt(alive.size()));
                addRandom(random, pid, parent);
                alive.add(pid);
            }
            while (alive.size() > 60 || !alive.isEmpty() && random.nextInt(3) == 0) {
                table.end(alive.remove(random.nextInt(alive.size())));
            }
            table.now += random.nextInt(150);
            ProcessTree tree = random.nextBoolean() ? one : other;
            assertThat(scan(membership, tree)).as("step %d", step)
                    .containsExactlyInAnyOrderElementsOf(scan(listing, tree));
        }
    }

    private void addRandom(Random random, long pid, long parent) {
        String marker = random.nextBoolean() ? "1-one" : "2-other";
        switch (random.nextInt(4)) {
            case 0 -> table.add(pid, table.now, SHELL, pid, SHELL);
            case 1 -> table.add(pid, table.now, parent, pid, pid, marker);
            case 2 -> table.add(pid, table.now, marker.equals("1-one") ? ONE : OTHER, pid, pid, marker);
            default -> table.add(pid, table.now, 1, ONE, ONE);
        }
    }

    private List<Long> scan(ProcessTree tree) {
        return scan(membership, tree);
    }

    private List<Long> scan(TreeMembership by, ProcessTree tree) {
        ProcessSnapshot scanned = by.scan(List.of(tree), table.forkCounter(), watchdog);
        List<Long> found = new ArrayList<>();
        by.of(List.of(tree), scanned).get(tree).living().forEach(entry -> found.add(entry.pid()));
        return found;
    }

    private List<Long> pids(ProcessTree tree) {
        snapshot = membership.scan(List.of(tree), table.forkCounter(), watchdog);
        List<Long> read = List.copyOf(table.read);
        List<Long> found = new ArrayList<>();
        membership.of(List.of(tree), snapshot).get(tree).living().forEach(entry -> found.add(entry.pid()));
        TreeMembership everything = new TreeMembership(table, jvm);
        ProcessSnapshot all = new ProcessSnapshot(table.all(), table.nowTicks(), watchdog);
        assertThat(everything.of(Arrays.asList(tree), all).get(tree).living()).as("a scan of all processes")
                .extracting(ProcessEntry::pid).containsExactlyElementsOf(found);
        table.read.clear();
        table.read.addAll(read);
        return found;
    }

    private static ProcessTree tree(String variable, String marker, long root, long startTicks) {
        return new ProcessTree(new Marker(variable, marker), new ProcessId(root, startTicks), Optional.empty(),
                new ProcessTree.Observer() {

                    @Override
                    public void treeGone() {
                        // The tree is only scanned for.
                    }

                    @Override
                    public void notKilled(List<String> survivors) {
                        // The tree is not killed.
                    }
                });
    }
}
