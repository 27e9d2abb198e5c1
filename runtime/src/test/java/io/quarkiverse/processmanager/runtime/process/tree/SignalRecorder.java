package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/** A watchdog that keeps the signals. */
record SignalRecorder(List<String> signals) implements Watchdog {

    @Override
    public boolean send(String signal, List<Long> targets) {
        signals.add(signal + " " + targets);
        return true;
    }

    @Override
    public void open() {
    }

    @Override
    public void started(ProcessId leader, String signal) {
    }

    @Override
    public boolean ended(ProcessId leader) {
        return false;
    }

    @Override
    public void cgroupCreated(Cgroup group) {
    }

    @Override
    public void cgroupRemoved(Cgroup group) {
    }

    @Override
    public Set<Long> nonEmptyGroups(Collection<Long> groups) {
        return Set.of();
    }

    @Override
    public boolean isOwnProcess(long pid) {
        return false;
    }

    @Override
    public void release() {
    }

    @Override
    public void close(boolean nothingLeft) {
    }
}
