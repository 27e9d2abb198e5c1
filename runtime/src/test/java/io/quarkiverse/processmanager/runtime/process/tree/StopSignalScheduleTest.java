package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

class StopSignalScheduleTest {

    private static final int SHELL = 1;
    private static final int SLEEP = 2;
    private static final long NOW = 100_000;
    private static final long LATER = TimeUnit.SECONDS.toNanos(5);

    private final ProcessEntry root = entry(100, 1, 0, SHELL);
    private final StopSignalSchedule schedule = new StopSignalSchedule(root.identity());

    @Test
    void allMembersAreSignalledFirstAndOldMembersOnlyOnce() {
        ProcessEntry child = entry(101, 100, 0, SHELL);

        assertThat(schedule.next(List.of(root, child), 0, NOW)).containsExactly(root, child);
        assertThat(schedule.next(List.of(root, child), LATER, NOW)).isEmpty();
    }

    @Test
    void aChildThatAMemberStartsLaterIsSignalledWhenItIsOrphaned() {
        schedule.next(List.of(root), 0, NOW);
        ProcessEntry helper = entry(101, 100, 0, SLEEP);

        assertThat(schedule.next(List.of(root, helper), 0, NOW)).isEmpty();
        assertThat(schedule.next(List.of(helper), 0, NOW)).containsExactly(helper);
    }

    @Test
    void aYoungMemberIsSignalledASecondTime() {
        ProcessEntry young = entry(101, 100, NOW, SHELL);
        schedule.next(List.of(root, young), 0, NOW);

        assertThat(schedule.next(List.of(root, young), 0, NOW)).isEmpty();
        assertThat(schedule.next(List.of(root, young), LATER, NOW)).containsExactly(young);
        assertThat(schedule.next(List.of(root, young), 2 * LATER, NOW)).isEmpty();
    }

    @Test
    void aYoungMemberIsSignalledAgainWhenItsProgramChanges() {
        schedule.next(List.of(root, entry(101, 100, NOW, SHELL)), 0, NOW);
        schedule.next(List.of(root, entry(101, 100, NOW, SHELL)), LATER, NOW);
        ProcessEntry changed = entry(101, 100, NOW, SLEEP);

        assertThat(schedule.next(List.of(root, changed), LATER, NOW)).containsExactly(changed);
        assertThat(schedule.next(List.of(root, changed), LATER, NOW)).isEmpty();
    }

    private static ProcessEntry entry(long pid, long parent, long startTicks, int program) {
        return new ProcessEntry(new ProcessId(pid, startTicks), parent, 100, 100, 'S', program, false);
    }
}
