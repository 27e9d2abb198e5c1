package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

import io.quarkiverse.processmanager.runtime.process.table.PidCounter;
import io.quarkiverse.processmanager.runtime.process.table.PidScope;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;

/** A process table of processes that exist only in the test, which records what is read. */
final class FakeTable implements ProcessTable {

    private final Map<Long, ProcessEntry> entries = new TreeMap<>();
    private final Map<Long, String> markers = new TreeMap<>();
    final List<Long> read = new ArrayList<>();
    /** How often all pids were listed. */
    int lists;
    Optional<PidCounter> counter = Optional.of(new PidCounter(5_000, 32_768));
    OptionalLong forks = OptionalLong.of(1);
    long now = 10_000;
    LongConsumer onRead = pid -> {
    };

    /** Adds a process, or replaces the one with its pid. */
    ProcessEntry add(long pid, long startTicks, long parent, long group, long session) {
        ProcessEntry entry = new ProcessEntry(new ProcessId(pid, startTicks), parent, group, session, 'S', 0, false);
        entries.put(pid, entry);
        markers.remove(pid);
        return entry;
    }

    /** Adds a process whose environment has a marker. */
    ProcessEntry add(long pid, long startTicks, long parent, long group, long session, String marker) {
        ProcessEntry entry = add(pid, startTicks, parent, group, session);
        markers.put(pid, marker);
        return entry;
    }

    void remove(long pid) {
        entries.remove(pid);
    }

    /** A process ends, and process 1 becomes the parent of its children. */
    void end(long pid) {
        entries.remove(pid);
        entries.replaceAll((child, entry) -> entry.parent() == pid ? new ProcessEntry(entry.identity(), 1, entry.group(),
                entry.session(), entry.state(), entry.program(), entry.dead()) : entry);
    }

    /** So many processes are started since the last scan, the last of them with that pid. */
    void assign(long lastPid, long started) {
        counter = Optional.of(new PidCounter(lastPid, counter.orElseThrow().limit()));
        forks = OptionalLong.of(forks.orElseThrow() + started);
    }

    @Override
    public List<ProcessEntry> all() {
        return except(pid -> false);
    }

    @Override
    public List<ProcessEntry> except(LongPredicate skipped) {
        read.clear();
        lists++;
        List<ProcessEntry> found = new ArrayList<>();
        entries.forEach((pid, entry) -> {
            if (!skipped.test(pid)) {
                read.add(pid);
                found.add(entry);
            }
        });
        return found;
    }

    @Override
    public List<ProcessEntry> among(Set<Long> pids) {
        read.clear();
        List<ProcessEntry> found = new ArrayList<>();
        for (Long pid : new TreeSet<>(pids)) {
            if (entries.containsKey(pid)) {
                read.add(pid);
                found.add(entries.get(pid));
            }
        }
        return found;
    }

    @Override
    public Optional<ProcessEntry> read(long pid) {
        onRead.accept(pid);
        return Optional.ofNullable(entries.get(pid));
    }

    @Override
    public Optional<String> variable(long pid, String name) {
        return Optional.ofNullable(markers.get(pid));
    }

    @Override
    public Optional<PidCounter> pidCounter() {
        return counter;
    }

    @Override
    public OptionalLong forkCounter() {
        return forks;
    }

    @Override
    public long nowTicks() {
        return now;
    }

    @Override
    public String command(long pid) {
        return "fake";
    }

    @Override
    public Optional<String> user(long pid) {
        return Optional.empty();
    }

    @Override
    public PidScope pidScope() {
        return new PidScope("boot", "");
    }
}
