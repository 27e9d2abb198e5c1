package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.processmanager.StopPolicy.Scope;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.threads.Owner;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** When the scans of ending trees run. No process of the machine is read or signalled. */
class TreeTerminatorTest {

    private static final long SELF = ProcessHandle.current().pid();
    private static final long ONE = SELF + 10;
    private static final long OTHER = SELF + 20;
    private static final long THIRD = SELF + 30;
    private static final int MANY = 20;

    /** The pause after a scan is as long as the scan or longer. */
    private static final long SLOW_READ_NANOS = 5_000_000;

    private final FakeTable table = new FakeTable();
    private final RunnerId jvm = new RunnerId(new ProcessId(SELF, 1_000), "cafe");
    private final List<String> signals = new ArrayList<>();
    private final ManualOwner owner = new ManualOwner();
    private final TreeTerminator terminator = new TreeTerminator(table, new SignalRecorder(signals), jvm, owner,
            Optional::empty);

    @Test
    void oneScanServesTheRequestsThatAreMadeTogether() {
        ProcessTree one = tree(ONE);
        ProcessTree other = tree(OTHER);

        terminator.together(() -> {
            stop(one);
            owner.runAll();
            stop(other);
        });
        assertThat(signals).isEmpty();
        owner.runAll();

        assertThat(signals).containsExactly("TERM [" + ONE + ", " + OTHER + "]");
    }

    @Test
    void requestsThatFailTogetherDoNotKeepLaterOnesFromTheirSignals() {
        ProcessTree one = tree(ONE);

        try {
            terminator.together(() -> {
                throw new IllegalStateException("expected");
            });
        } catch (IllegalStateException expected) {
            owner.runAll();
        }
        stop(one);
        owner.runAll();

        assertThat(signals).containsExactly("TERM [" + ONE + "]");
    }

    @Test
    void aRequestDoesNotWaitForThePauseAfterTheScanForOthers() {
        table.onRead = pid -> LockSupport.parkNanos(SLOW_READ_NANOS);
        stop(tree(ONE));
        stop(tree(OTHER));
        owner.runAll();
        signals.clear();
        stop(tree(THIRD));

        owner.runDue();

        assertThat(signals).containsExactly("TERM [" + THIRD + "]");
    }

    @Test
    @Timeout(60)
    void killsThatFollowEachOtherShareScans() {
        List<ProcessTree> trees = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            trees.add(tree(ONE + i));
        }
        trees.forEach(this::stop);
        owner.runAll();
        signals.clear();

        for (ProcessTree tree : trees) {
            terminator.kill(tree);
            owner.runAll();
        }
        while (!trees.stream().allMatch(tree -> signals.toString().contains("-" + tree.root().pid()))) {
            owner.runDelayed();
        }

        assertThat(signals).hasSizeLessThan(MANY / 2);
    }

    @Test
    void theKillOfASingleTreeDoesNotWait() {
        terminator.kill(tree(ONE));

        owner.runAll();

        // On a slow machine, a process that is still alive 1 ms later is killed again.
        assertThat(signals).containsOnly("KILL [-" + ONE + "]");
    }

    @Test
    void theEndOfTheLastRootEndsThePause() {
        table.onRead = pid -> LockSupport.parkNanos(SLOW_READ_NANOS);
        ProcessTree one = tree(ONE);
        ProcessTree other = tree(OTHER);
        stop(one);
        stop(other);
        owner.runAll();
        List<Integer> leftovers = new ArrayList<>();

        end(one, leftovers);
        end(other, leftovers);
        owner.runDue();

        assertThat(leftovers).containsExactly(0, 0);
    }

    /** A process that it forks later can leave the session, and the root can end, before a scan that comes late. */
    @Test
    void aRootThatIsAloneIsScannedAgainAsSoonAsSomethingHasBeenForked() {
        ProcessTree one = tree(ONE);
        stop(one);
        owner.runAll();
        table.read.clear();

        table.add(ONE + 1, 2_001, ONE, ONE + 1, ONE + 1);
        table.assign(ONE + 1, 1);
        owner.runDelayed();

        assertThat(table.read).contains(ONE + 1);
        assertThat(one.known()).extracting(ProcessId::pid).containsExactlyInAnyOrder(ONE, ONE + 1);
    }

    @Test
    void aRootThatIsAloneIsNotScannedAtEachIntervalWhileNothingIsForked() {
        stop(tree(ONE));
        owner.runAll();

        // On a slow machine, the longest time without a scan can be over at any interval.
        awaitInterval(false);
        awaitInterval(true);

        assertThat(signals).containsExactly("TERM [" + ONE + "]");
    }

    private void awaitInterval(boolean withScan) {
        for (int interval = 0; interval < 500; interval++) {
            table.read.clear();
            owner.runDelayed();
            if (table.read.isEmpty() != withScan) {
                return;
            }
        }
        throw new AssertionError("no interval " + (withScan ? "with" : "without") + " a scan");
    }

    private ProcessTree tree(long pid) {
        table.add(pid, 2_000, SELF, pid, pid);
        // Without a fork since a scan, the scan has found each process.
        table.assign(pid, 1);
        ProcessTree tree = new ProcessTree(Marker.of(jvm, pid, "one"), new ProcessId(pid, 2_000), Optional.empty(),
                new ProcessTree.Observer() {

                    @Override
                    public void treeGone() {
                    }

                    @Override
                    public void notKilled(List<String> survivors) {
                    }
                });
        terminator.started(tree);
        return tree;
    }

    private void stop(ProcessTree tree) {
        terminator.requestStop(tree, StopRequest.of("TERM", Scope.ROOT, Duration.ofMinutes(1)));
    }

    private void end(ProcessTree tree, List<Integer> leftovers) {
        table.remove(tree.root().pid());
        terminator.rootEnded(tree, leftovers::add);
    }

    /** Runs the tasks, and the timers that are due at once. The others wait for {@link #runDelayed()}. */
    private static final class ManualOwner implements Owner {

        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private Optional<Runnable> delayed = Optional.empty();
        private long delayedUntil;

        /** Runs the timer with a delay, of which the terminator has one at a time, when it is due. */
        void runDelayed() {
            assertThat(delayed).as("the next scan").isPresent();
            while (delayedUntil - SystemClock.nanos() > 0) {
                LockSupport.parkNanos(delayedUntil - SystemClock.nanos());
            }
            delayed.ifPresent(tasks::add);
            delayed = Optional.empty();
            runAll();
        }

        /** On a slow machine, the time of the timer with a delay can have come already. */
        void runDue() {
            runAll();
            while (delayed.isPresent() && delayedUntil - SystemClock.nanos() <= 0) {
                runDelayed();
            }
        }

        void runAll() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }

        @Override
        public void open() {
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public Timer after(long delayNanos, Runnable task) {
            if (delayNanos > 0) {
                delayedUntil = SystemClock.nanos() + delayNanos;
                delayed = Optional.of(task);
                return () -> delayed = delayed.filter(other -> other != task);
            }
            tasks.add(task);
            return () -> tasks.remove(task);
        }

        @Override
        public void close(long millis) {
        }
    }
}
