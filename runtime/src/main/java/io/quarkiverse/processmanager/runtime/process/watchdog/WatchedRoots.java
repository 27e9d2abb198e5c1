package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * The roots that a watchdog is responsible for, as lines of a state file. {@link WatchdogScript} documents the format of the
 * lines. For one thread at a time.
 */
public final class WatchedRoots {

    private final Map<Long, String> lines = new LinkedHashMap<>();
    private final Map<Long, Set<String>> members = new HashMap<>();

    /** Adds a root, and returns the line that declares it. A later call with another signal replaces the line. */
    public String add(ProcessId root, String signal) {
        String line = prefix(root) + signal;
        lines.put(root.pid(), line);
        return line;
    }

    /**
     * Adds a member of the tree of a root that only its relatives show, and returns the line that declares it. Empty if it is known,
     * or the root is not.
     */
    public Optional<String> addMember(ProcessId root, ProcessId member) {
        String line = WatchdogScript.MEMBER + " " + member.pid() + " " + member.startTicks();
        return isKnown(root) && members.computeIfAbsent(root.pid(), pid -> new LinkedHashSet<>()).add(line) ? Optional.of(line)
                : Optional.empty();
    }

    private boolean isKnown(ProcessId root) {
        String line = lines.get(root.pid());
        return line != null && line.startsWith(prefix(root));
    }

    /** Removes a root, and returns the line that ends it. Empty if the root is unknown or a later root has its pid. */
    public Optional<String> remove(ProcessId root) {
        if (!isKnown(root)) {
            return Optional.empty();
        }
        lines.remove(root.pid());
        members.remove(root.pid());
        return Optional.of(WatchdogScript.ENDED + " " + root.pid());
    }

    /** One line for each root and for each added member. */
    public Collection<String> lines() {
        List<String> all = new ArrayList<>(lines.values());
        members.values().forEach(all::addAll);
        return all;
    }

    private static String prefix(ProcessId root) {
        return WatchdogScript.GROUP + " " + root.pid() + " " + root.startTicks() + " ";
    }
}
