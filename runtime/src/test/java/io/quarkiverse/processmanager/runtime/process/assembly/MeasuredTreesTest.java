package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.tree.TreeTerminator;
import io.quarkiverse.processmanager.runtime.process.usage.FakeUsage;
import io.quarkiverse.processmanager.runtime.process.usage.UsageChange;
import io.quarkiverse.processmanager.runtime.process.usage.UsageSample;
import io.quarkiverse.processmanager.runtime.process.usage.UsageSampler;

/** Which trees are measured and which listeners receive the samples, without any process. */
class MeasuredTreesTest {

    private final FakeUsage usage = new FakeUsage();
    private final Map<ProcessTree, List<ProcessEntry>> members = new LinkedHashMap<>();
    private final Map<ProcessTree, UsageChange> samples = new LinkedHashMap<>();
    private int results;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final ProcessTree one = tree(10, 11);
    private final ProcessTree other = tree(20);
    private final UsageSampler measurements = new UsageSampler(this::members, task -> this.threads.execute(task), usage);
    private Executor threads = tasks::add;
    private boolean scanFails;

    @Test
    void allTreesAreMeasuredInOneScan() {
        take();

        assertThat(samples).containsOnlyKeys(one, other);
        assertThat(pidsOf(one)).containsExactlyInAnyOrder(10L, 11L);
        assertThat(usage.reads()).isEqualTo(1);
        assertThat(results).as("all samples arrive together").isEqualTo(1);
    }

    @Test
    void aSampleSoonAfterTheLastOneIsLeftOutAndNotKept() {
        take();
        assertThat(samples.get(one).before()).isEmpty();
        UsageSample last = samples.get(one).now();

        take();
        // On a busy machine so much time can pass between two samples that the second one is not too young.
        while (!samples.isEmpty() && !samples.get(one).now().isTooSoonAfter(last)) {
            last = samples.get(one).now();
            take();
        }
        assertThat(samples).isEmpty();

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            take();
            return !samples.isEmpty();
        });
        assertThat(samples.get(one).before()).hasValue(last);
    }

    @Test
    void aProcessThatDiesBetweenTheScanAndTheReadingIsLeftOut() {
        measurements.take(members.keySet(), this::received);
        usage.end(11);
        usage.end(20);
        runTasks();

        assertThat(samples).containsOnlyKeys(one);
        assertThat(pidsOf(one)).containsExactly(10L);
    }

    @Test
    void aTickDuringAMeasurementDoesNothing() {
        measurements.take(members.keySet(), this::received);
        measurements.take(members.keySet(), this::received);
        runTasks();
        assertThat(usage.reads()).isEqualTo(1);

        take();
        assertThat(usage.reads()).isEqualTo(2);
    }

    @Test
    void withoutATreeNothingIsScanned() {
        measurements.take(List.of(), this::received);

        assertThat(tasks).isEmpty();
    }

    @Test
    void aFailureDoesNotEndTheMeasurements() {
        scanFails = true;
        take();
        scanFails = false;
        threads = task -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        take();
        threads = tasks::add;
        take(all -> {
            throw new IllegalStateException("a listener of the test");
        });
        assertThat(samples).isEmpty();

        take();

        assertThat(samples).containsOnlyKeys(one, other);
    }

    private void received(Map<ProcessTree, UsageChange> all) {
        results++;
        samples.clear();
        samples.putAll(all);
    }

    private void take() {
        take(this::received);
    }

    private void take(Consumer<Map<ProcessTree, UsageChange>> listener) {
        measurements.take(members.keySet(), listener);
        runTasks();
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private void members(Collection<ProcessTree> wanted, Consumer<TreeTerminator.ScanResult> result, Runnable failed) {
        if (scanFails) {
            failed.run();
        } else {
            result.accept(new TreeTerminator.ScanResult(1_000, Map.copyOf(members)));
        }
    }

    private List<Long> pidsOf(ProcessTree tree) {
        return samples.get(tree).now().members().keySet().stream().map(ProcessId::pid).toList();
    }

    /** A tree of these processes; the first is its root. */
    private ProcessTree tree(long... pids) {
        ProcessTree tree = new ProcessTree(new Marker("QPM", "1"), new ProcessId(pids[0], 5), Optional.empty(),
                new ProcessTree.Observer() {

                    @Override
                    public void treeGone() {
                        // The tree is only measured.
                    }

                    @Override
                    public void notKilled(List<String> survivors) {
                        // The tree is not killed.
                    }
                });
        members.put(tree, Arrays.stream(pids).mapToObj(pid -> new ProcessEntry(new ProcessId(pid, 5), 1, pids[0],
                pids[0], 'S', 0, false)).toList());
        Arrays.stream(pids).forEach(usage::start);
        return tree;
    }
}
