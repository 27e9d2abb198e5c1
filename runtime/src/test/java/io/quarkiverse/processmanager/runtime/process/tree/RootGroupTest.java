package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

class RootGroupTest {

    private static final ProcessId ROOT = new ProcessId(100, 5);

    private final RootGroup group = new RootGroup(ROOT);

    @Test
    void aGroupWithoutAnyProcessIsOverAfterAWhile() {
        assertThat(isOverAt(0, member(ROOT.pid()))).isFalse();
        assertThat(isOverAt(100, member(7))).isFalse();
        assertThat(isOverAt(900, member(7))).isFalse();
        assertThat(isOverAt(1_001, member(7))).isTrue();
    }

    @Test
    void aGroupThatIsOverDoesNotComeBack() {
        isOverAt(0);
        isOverAt(2_000);

        assertThat(isOverAt(3_000, member(ROOT.pid()))).isTrue();
    }

    @Test
    void aZombieHoldsAGroup() {
        isOverAt(0);
        group.scanned(new TreeMembership.Members(List.of(), Set.of(ROOT), false), TimeUnit.MILLISECONDS.toNanos(5_000));

        assertThat(group.isOver()).isFalse();
    }

    @Test
    void aProcessThatNoScanFindsHoldsAGroup() {
        isOverAt(0);
        group.scanned(new TreeMembership.Members(List.of(), Set.of(), true), TimeUnit.MILLISECONDS.toNanos(5_000));

        assertThat(group.isOver()).isFalse();
    }

    @Test
    void anUnknownRootHasNoGroup() {
        assertThat(new RootGroup(ProcessId.NONE).isOver()).isTrue();
    }

    private boolean isOverAt(long millis, ProcessEntry... living) {
        group.scanned(new TreeMembership.Members(List.of(living), Set.of(), false), TimeUnit.MILLISECONDS.toNanos(millis));
        return group.isOver();
    }

    private static ProcessEntry member(long group) {
        return new ProcessEntry(new ProcessId(101, 6), 1, group, group, 'S', 0, false);
    }
}
