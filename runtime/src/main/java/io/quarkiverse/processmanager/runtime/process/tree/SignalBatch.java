package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.watchdog.SignalSender;

/**
 * The signals that follow from one look, sent together. A whole group is signalled at once where possible: no fork can slip
 * through. Whoever is signalled alone is looked at again right before.
 */
final class SignalBatch {

    private static final String KILL = "KILL";

    private final ProcessSnapshot snapshot;
    private final ProcessTable table;
    private final Map<String, Set<Long>> targets = new LinkedHashMap<>();
    private final Set<Long> toContinue = new LinkedHashSet<>();

    SignalBatch(ProcessSnapshot snapshot, ProcessTable table) {
        this.snapshot = snapshot;
        this.table = table;
    }

    /** Signals all members of a tree. */
    void aimAtAll(String signal, List<ProcessEntry> members, ProcessId root) {
        Map<Long, Integer> ours = new HashMap<>();
        for (ProcessEntry member : members) {
            ours.merge(member.group(), 1, Integer::sum);
        }
        for (ProcessEntry member : members) {
            long group = member.group();
            // Other groups can have members that are none of ours.
            if (group == root.pid() || group > 1 && ours.get(group) == snapshot.groupSize(group)) {
                aim(signal, -group);
            } else {
                aimAt(signal, member);
            }
        }
    }

    /** Signals a group of which a member was seen, dead or alive, so that its number cannot be that of another group. */
    void aimAtGroup(String signal, long group) {
        aim(signal, -group);
    }

    /** Signals some members of a tree. */
    void aimAt(String signal, List<ProcessEntry> members) {
        for (ProcessEntry member : members) {
            aimAt(signal, member);
        }
    }

    private void aimAt(String signal, ProcessEntry member) {
        if (table.isAlive(member.identity())) {
            aim(signal, member.pid());
        }
    }

    private void aim(String signal, long target) {
        targets.computeIfAbsent(signal, s -> new LinkedHashSet<>()).add(target);
        if (!signal.equals(KILL)) {
            // A stopped process hears nothing else.
            toContinue.add(target);
        }
    }

    /** When the look was taken, on the clock of start times. */
    long nowTicks() {
        return snapshot.nowTicks();
    }

    /** Says who cannot be killed. */
    List<String> describe(List<ProcessEntry> survivors) {
        return Survivors.describe(survivors, table);
    }

    void fire(SignalSender sender) {
        for (Map.Entry<String, Set<Long>> shot : targets.entrySet()) {
            if (!sender.send(shot.getKey(), List.copyOf(shot.getValue()))) {
                fireAgain(sender, shot.getKey(), shot.getValue());
            }
        }
        if (!toContinue.isEmpty()) {
            sender.send("CONT", List.copyOf(toContinue));
        }
    }

    /** The first attempt may have taken a while, in which a number can have come to mean somebody else. */
    private void fireAgain(SignalSender sender, String signal, Set<Long> candidates) {
        Set<Long> still = new LinkedHashSet<>();
        List<ProcessEntry> members = new ArrayList<>();
        for (ProcessEntry entry : snapshot.living()) {
            long target = candidates.contains(-entry.group()) ? -entry.group() : entry.pid();
            if (candidates.contains(target) && table.isAlive(entry.identity())) {
                still.add(target);
                members.add(entry);
            }
        }
        if (!still.isEmpty() && !sender.send(signal, List.copyOf(still))) {
            members.forEach(member -> fireWithoutSender(signal, member));
        }
    }

    /** The JDK knows two signals, and looks at the start time itself. */
    private static void fireWithoutSender(String signal, ProcessEntry member) {
        if (signal.equals(KILL)) {
            ProcessHandle.of(member.pid()).ifPresent(ProcessHandle::destroyForcibly);
        } else if (signal.equals("TERM")) {
            ProcessHandle.of(member.pid()).ifPresent(ProcessHandle::destroy);
        }
    }
}
