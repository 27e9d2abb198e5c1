package io.quarkiverse.processmanager.runtime.process.assembly;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.usage.UsageSampler;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** The processes of one runner from the request of their start until their trees are gone. Safe for use by several threads. */
final class LivingProcesses {

    private final Set<OsProcess> processes = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /** Adds a process that is about to start. Returns false if the runner is closed. */
    synchronized boolean add(OsProcess process) {
        return !closed && processes.add(process);
    }

    synchronized void remove(OsProcess process) {
        processes.remove(process);
        notifyAll();
    }

    boolean has(String processId) {
        for (OsProcess process : processes) {
            if (process.processId().equals(processId)) {
                return true;
            }
        }
        return false;
    }

    /** The process trees that have a live process, each with the id of its process. */
    Map<ProcessTree, String> trees() {
        Map<ProcessTree, String> trees = new HashMap<>();
        for (OsProcess process : processes) {
            process.tree().ifPresent(tree -> trees.put(tree, process.processId()));
        }
        return trees;
    }

    /** Measures the trees of these processes, and passes the measurements to {@code result} if there are any. */
    void measure(Set<String> processIds, UsageSampler sampler, Consumer<List<ProcessRunner.Measurement>> result) {
        Map<ProcessTree, OsProcess> running = new HashMap<>();
        for (OsProcess process : processes) {
            if (processIds.contains(process.processId())) {
                process.runningTree().ifPresent(tree -> running.put(tree, process));
            }
        }
        sampler.take(running.keySet(), changes -> {
            List<ProcessRunner.Measurement> measured = new ArrayList<>();
            changes.forEach((tree, change) -> running.get(tree).measured(change).ifPresent(measured::add));
            if (!measured.isEmpty()) {
                result.accept(measured);
            }
        });
    }

    /** Refuses each further process. */
    synchronized void close() {
        closed = true;
    }

    /** Kills each process, except the detached ones that are not being stopped. */
    void detachOrKill() {
        processes.forEach(OsProcess::detachOrKill);
    }

    /** Waits until all are gone, at most for the given time. Returns whether they are. */
    synchronized boolean awaitAllGone(long seconds) throws InterruptedException {
        long deadline = SystemClock.nanos() + TimeUnit.SECONDS.toNanos(seconds);
        while (!processes.isEmpty() && deadline - SystemClock.nanos() > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - SystemClock.nanos());
        }
        return processes.isEmpty();
    }
}
