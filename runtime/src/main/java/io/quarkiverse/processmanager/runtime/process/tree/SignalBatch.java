package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.runtime.definition.Signals;
import io.quarkiverse.processmanager.runtime.process.libc.NativeProcess;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.SignalAction;
import io.quarkiverse.processmanager.runtime.process.threads.SerialExecutor;
import io.quarkiverse.processmanager.runtime.process.watchdog.SignalSender;

/**
 * The signals that follow from one scan, sent together. Where possible one signal goes to a whole group, so that no fork
 * escapes. The identity of a process that receives a signal alone is checked again right before. For one thread.
 */
final class SignalBatch {

    private static final String KILL = "KILL";

    private final ProcessSnapshot snapshot;
    private final ProcessTable table;
    private final Map<String, Set<Long>> targets = new LinkedHashMap<>();
    private final Set<Long> toContinue = new LinkedHashSet<>();
    private final Map<Long, ProcessId> alone = new HashMap<>();
    /** The signals to roots through their descriptors. */
    private final Map<NativeProcess, Integer> direct = new LinkedHashMap<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    SignalBatch(ProcessSnapshot snapshot, ProcessTable table) {
        this.snapshot = snapshot;
        this.table = table;
    }

    /** Adds a signal to all members of a tree. */
    void addAll(String signal, List<ProcessEntry> members, ProcessId root) {
        Map<Long, Integer> memberCounts = new HashMap<>();
        for (ProcessEntry member : members) {
            memberCounts.merge(member.group(), 1, Integer::sum);
        }
        for (ProcessEntry member : members) {
            long group = member.group();
            // Other groups can contain processes that are no members of the tree.
            if (group == root.pid() || group > 1 && snapshot.isWholeGroup(member, memberCounts.get(group))) {
                addTarget(signal, -group);
            } else {
                add(signal, member);
            }
        }
    }

    /** Adds a signal to a group. The scan must have found a member, dead or alive, so that no other group has its number. */
    void addGroup(String signal, long group) {
        addTarget(signal, -group);
    }

    /** Adds a signal to a root. Its descriptor stands for no other process, so nothing is checked. */
    void add(String signal, ProcessEntry root, NativeProcess process) {
        OptionalInt number = Signals.linuxNumber(signal);
        // A watchdog that does not answer is replaced when it is used.
        if (snapshot.isWatchdogStopped() || number.isEmpty()) {
            add(signal, root);
        } else {
            direct.put(process, number.getAsInt());
        }
    }

    /** Adds a signal to a member of a tree. */
    void add(String signal, ProcessEntry member) {
        if (table.isAlive(member.identity())) {
            alone.put(member.pid(), member.identity());
            addTarget(signal, member.pid());
        }
    }

    private void addTarget(String signal, long target) {
        targets.computeIfAbsent(signal, s -> new LinkedHashSet<>()).add(target);
        if (target < 0 && !signal.equals(KILL)) {
            // The scan can have missed a stopped process of the group.
            toContinue.add(target);
        }
    }

    /** Adds CONT for a process in state T, which handles no other signal before. */
    void addContinue(ProcessEntry member) {
        alone.put(member.pid(), member.identity());
        toContinue.add(member.pid());
    }

    /** What the process does with the signal; the default if the scan has not found it alive. */
    SignalAction actionOn(ProcessId process, String signal) {
        Optional<ProcessEntry> found = snapshot.find(process.pid());
        return found.isPresent() && found.get().identity().equals(process) && !found.get().dead()
                ? table.actionOn(process.pid(), signal)
                : SignalAction.DEFAULT;
    }

    /** The time of the scan, on the clock of start times. */
    long nowTicks() {
        return snapshot.nowTicks();
    }

    /**
     * Passes on the pid and the program of each process, when the signals have been sent: a process that a kill has ended shows no
     * program, so the programs are read before, and made to text afterwards.
     */
    void name(List<ProcessEntry> living, Consumer<List<String>> names) {
        List<Supplier<String>> programs = new ArrayList<>();
        for (ProcessEntry entry : living) {
            programs.add(table.commandLater(entry.pid()));
        }
        afterwards.add(() -> names.accept(Survivors.names(living, programs)));
    }

    /** One line for each process that cannot be killed: its pid, its program and the cause. */
    List<String> describe(List<ProcessEntry> survivors) {
        return Survivors.describe(survivors, table);
    }

    /** Sends the signals. Everything that is only to be reported comes afterwards. */
    void send(SignalSender sender) {
        for (Map.Entry<NativeProcess, Integer> one : direct.entrySet()) {
            one.getKey().signal(one.getValue());
        }
        sendTargets(sender);
        afterwards.forEach(SerialExecutor::contain);
    }

    private void sendTargets(SignalSender sender) {
        for (Map.Entry<String, Set<Long>> entry : targets.entrySet()) {
            if (!sender.send(entry.getKey(), List.copyOf(entry.getValue()), this::isSame)) {
                sendAgain(sender, entry.getKey(), entry.getValue());
            }
        }
        if (!toContinue.isEmpty()) {
            sender.send("CONT", List.copyOf(toContinue), this::isSame);
        }
    }

    private boolean isSame(long pid) {
        ProcessId identity = alone.get(pid);
        return identity != null && table.isAlive(identity);
    }

    /** Checks the targets again before the second attempt: the first one can take so long that the system reuses a number. */
    private void sendAgain(SignalSender sender, String signal, Set<Long> candidates) {
        Set<Long> remaining = new LinkedHashSet<>();
        List<ProcessEntry> members = new ArrayList<>();
        for (ProcessEntry entry : snapshot.living()) {
            long target = candidates.contains(-entry.group()) ? -entry.group() : entry.pid();
            if (candidates.contains(target) && table.isAlive(entry.identity())) {
                remaining.add(target);
                members.add(entry);
            }
        }
        if (!remaining.isEmpty() && !sender.send(signal, List.copyOf(remaining), this::isSame)) {
            members.forEach(member -> sendWithoutSender(signal, member));
        }
    }

    /**
     * The JDK can send two signals, and compares the start time before it does. It would send them to a thread too, so the
     * process must be alive after the JDK has read that time.
     */
    private void sendWithoutSender(String signal, ProcessEntry member) {
        Optional<ProcessHandle> process = ProcessHandle.of(member.pid()).filter(found -> table.isAlive(member.identity()));
        if (signal.equals(KILL)) {
            process.ifPresent(ProcessHandle::destroyForcibly);
        } else if (signal.equals("TERM")) {
            process.ifPresent(ProcessHandle::destroy);
        }
    }
}
