package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.SignalAction;

class StopSignalScheduleTest {

    /** The whole tree receives the signal at once. */
    private static final long AT_ONCE = 0;
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long REST_DUE = TimeUnit.SECONDS.toNanos(10);

    private static final int SHELL = 1;
    private static final int SLEEP = 2;
    private static final long NOW = 100_000;
    private static final long LATER = TimeUnit.SECONDS.toNanos(5);

    private final ProcessEntry root = entry(100, 1, 0, SHELL);
    private final StopSignalSchedule schedule = new StopSignalSchedule(root.identity());

    @Test
    void allMembersAreSignalledFirstAndOldMembersOnlyOnce() {
        ProcessEntry child = entry(101, 100, 0, SHELL);

        assertThat(next(List.of(root, child), 0, NOW)).containsExactly(root, child);
        assertThat(next(List.of(root, child), LATER, NOW)).isEmpty();
    }

    @Test
    void aChildThatAMemberStartsLaterIsSignalledWhenItIsOrphaned() {
        next(List.of(root), 0, NOW);
        ProcessEntry helper = entry(101, 100, 0, SLEEP);

        assertThat(next(List.of(root, helper), 0, NOW)).isEmpty();
        assertThat(next(List.of(helper), 0, NOW)).containsExactly(helper);
    }

    @Test
    void aYoungMemberIsSignalledASecondTime() {
        ProcessEntry young = entry(101, 100, NOW, SHELL);
        next(List.of(root, young), 0, NOW);

        assertThat(next(List.of(root, young), 0, NOW)).isEmpty();
        assertThat(next(List.of(root, young), LATER, NOW)).containsExactly(young);
        assertThat(next(List.of(root, young), 2 * LATER, NOW)).isEmpty();
    }

    @Test
    void aYoungMemberIsSignalledAgainWhenItsProgramChanges() {
        next(List.of(root, entry(101, 100, NOW, SHELL)), 0, NOW);
        next(List.of(root, entry(101, 100, NOW, SHELL)), LATER, NOW);
        ProcessEntry changed = entry(101, 100, NOW, SLEEP);

        assertThat(next(List.of(root, changed), LATER, NOW)).containsExactly(changed);
        assertThat(next(List.of(root, changed), LATER, NOW)).isEmpty();
    }

    @Test
    void theRootIsSignalledAloneAndOnce() {
        ProcessEntry child = entry(101, 100, 0, SHELL);

        assertThat(next(REST_DUE, List.of(root, child), 0)).isEqualTo(some(root));
        assertThat(next(REST_DUE, List.of(root, child), LATER)).isEqualTo(some());
    }

    @Test
    void theRestIsSignalledWhenTheRootHasEnded() {
        ProcessEntry child = entry(101, 100, 0, SHELL);
        ProcessEntry grandchild = entry(102, 101, 0, SHELL);
        next(REST_DUE, List.of(root, child, grandchild), 0);

        assertThat(next(REST_DUE, List.of(child, grandchild), LATER)).isEqualTo(groups(child, grandchild));
        assertThat(next(REST_DUE, List.of(child, grandchild), LATER)).isEqualTo(some());
    }

    @Test
    void theRestHasAMomentToEndWhenTheRootCanHavePassedTheSignalOn() {
        ProcessEntry child = entry(101, 100, 0, SHELL);
        schedule.rootAction(SignalAction.HANDLE);
        next(REST_DUE, List.of(root, child), 0);

        assertThat(next(REST_DUE, List.of(child), 1)).isEqualTo(some());
        assertThat(next(REST_DUE, List.of(child), MOMENT)).isEqualTo(some());
        assertThat(next(REST_DUE, List.of(child), 1 + MOMENT)).isEqualTo(groups(child));
    }

    @Test
    void anOrphanedGrandchildHasNoMomentToEnd() {
        ProcessEntry child = entry(101, 100, 0, SHELL);
        ProcessEntry grandchild = entry(102, 101, 0, SLEEP);
        ProcessEntry orphan = entry(103, 1, 0, SLEEP);
        schedule.rootAction(SignalAction.HANDLE);
        next(REST_DUE, List.of(root, child, grandchild, entry(103, 104, 0, SLEEP)), 0);

        assertThat(next(REST_DUE, List.of(child, grandchild, orphan), 1)).isEqualTo(some(orphan));
        assertThat(next(REST_DUE, List.of(child, grandchild, orphan), 1 + MOMENT)).isEqualTo(some(child, grandchild));
    }

    @Test
    void theRestIsDueAtOnceWhenTheRootIgnoresTheSignal() {
        ProcessEntry child = entry(101, 100, 0, SHELL);
        schedule.rootAction(SignalAction.IGNORE);

        assertThat(next(REST_DUE, List.of(root, child), 0)).isEqualTo(groups(root, child));
        assertThat(next(REST_DUE, List.of(root, child), LATER)).isEqualTo(some());
    }

    @Test
    void theMomentEndsWhenTheRestIsDue() {
        ProcessEntry child = entry(101, 100, 0, SHELL);
        schedule.rootAction(SignalAction.HANDLE);
        next(REST_DUE, List.of(root, child), 0);
        next(REST_DUE, List.of(child), REST_DUE - 1);

        assertThat(next(REST_DUE, List.of(child), REST_DUE)).isEqualTo(groups(child));
    }

    @Test
    void theRestIsSignalledWithoutTheRootWhenTheTimeIsOver() {
        ProcessEntry child = entry(101, 100, 0, SHELL);
        next(REST_DUE, List.of(root, child), 0);

        assertThat(next(REST_DUE, List.of(root, child), REST_DUE)).isEqualTo(some(child));
        assertThat(next(REST_DUE, List.of(root, child), REST_DUE + LATER)).isEqualTo(some());
    }

    @Test
    void aTreeWhoseRootHasEndedBeforeIsSignalledAtOnce() {
        ProcessEntry child = entry(101, 1, 0, SHELL);

        assertThat(next(REST_DUE, List.of(), 0)).isEqualTo(some());
        assertThat(next(REST_DUE, List.of(child), 0)).isEqualTo(groups(child));
    }

    @Test
    void anOrphanIsNotSignalledBeforeItsTurn() {
        ProcessEntry daemon = entry(101, 1, 0, SHELL);
        next(REST_DUE, List.of(root, daemon), 0);

        assertThat(next(REST_DUE, List.of(root, daemon), LATER)).isEqualTo(some());
    }

    @Test
    void aHelperThatTheRootStartsAfterTheTimeIsLeftToTheRoot() {
        ProcessEntry child = entry(101, 100, 0, SHELL);
        next(REST_DUE, List.of(root, child), 0);
        next(REST_DUE, List.of(root, child), REST_DUE);
        ProcessEntry helper = entry(102, 100, NOW, SLEEP);

        assertThat(next(REST_DUE, List.of(root, helper), REST_DUE)).isEqualTo(some());
        assertThat(next(REST_DUE, List.of(helper), REST_DUE)).isEqualTo(some(helper));
    }

    private List<ProcessEntry> next(List<ProcessEntry> living, long nowNanos, long nowTicks) {
        return schedule.next(living, AT_ONCE, nowNanos, nowTicks).members();
    }

    private StopSignalSchedule.Targets next(long restDueNanos, List<ProcessEntry> living, long nowNanos) {
        return schedule.next(living, restDueNanos, nowNanos, NOW);
    }

    private static StopSignalSchedule.Targets some(ProcessEntry... members) {
        return new StopSignalSchedule.Targets(List.of(members), false);
    }

    private static StopSignalSchedule.Targets groups(ProcessEntry... members) {
        return new StopSignalSchedule.Targets(List.of(members), true);
    }

    private static ProcessEntry entry(long pid, long parent, long startTicks, int program) {
        return new ProcessEntry(new ProcessId(pid, startTicks), parent, 100, 100, 'S', program, false);
    }
}
