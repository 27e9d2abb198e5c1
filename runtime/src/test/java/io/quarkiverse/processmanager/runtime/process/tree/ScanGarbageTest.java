package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

import io.quarkiverse.processmanager.StopPolicy.Scope;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.PidCounter;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/**
 * How many bytes the rules allocate for each member of a scan. A collection of garbage costs as much as the stop of a hundred
 * processes, and comes when enough has been allocated.
 */
class ScanGarbageTest {

    private static final long SELF = ProcessHandle.current().pid();
    private static final int PROCESSES = 100;
    private static final int SCANS = 20;
    /** Measured: 1,270; with a new set for each tree and each rule it was 3,520. */
    private static final long MOST_BYTES = 2_200;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final FakeTable table = new FakeTable();
    private final RunnerId jvm = new RunnerId(new ProcessId(SELF, 1_000), "cafe");
    private final List<ProcessTree> trees = new ArrayList<>();
    private final Watchdog watchdog = new SignalRecorder(new ArrayList<>());
    private final TreeMembership membership = new TreeMembership(table, jvm);

    @Test
    void aScanOfProcessesThatAreBeingStoppedAllocatesLittleForEachOfThem() {
        start();
        trees.forEach(tree -> tree.requestStop(StopRequest.of("TERM", Scope.ROOT, Duration.ofMinutes(1))));
        scan();

        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int scan = 0; scan < SCANS; scan++) {
            scan();
        }
        long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        assertThat(trees).allSatisfy(tree -> assertThat(tree.known()).hasSize(1));
        assertThat(bytes / SCANS / PROCESSES).isLessThan(MOST_BYTES);
    }

    private void start() {
        table.counter = Optional.of(new PidCounter(SELF + PROCESSES, 4_000_000));
        table.add(SELF, 1_000, 1, SELF, SELF);
        for (long pid = SELF + 1; pid <= SELF + PROCESSES; pid++) {
            table.add(pid, 2_000, SELF, pid, pid);
            ProcessTree tree = new ProcessTree(Marker.of(jvm, pid, "one"), new ProcessId(pid, 2_000), Optional.empty(),
                    new ProcessTree.Observer() {

                        @Override
                        public void treeGone() {
                            // No process ends.
                        }

                        @Override
                        public void notKilled(List<String> survivors) {
                            // No process is killed.
                        }
                    });
            membership.started(tree);
            trees.add(tree);
        }
    }

    private void scan() {
        ProcessSnapshot snapshot = membership.scan(trees, table.forkCounter(), watchdog);
        SignalBatch batch = new SignalBatch(snapshot, table);
        membership.of(trees, snapshot).forEach((tree, members) -> {
            tree.scanned(members, ScanConfidence.SURE, batch);
        });
    }
}
