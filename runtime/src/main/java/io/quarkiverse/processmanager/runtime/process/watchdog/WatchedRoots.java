package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * The roots that a watchdog is responsible for, as lines of a state file. {@link WatchdogScript} documents the format of the
 * lines. For one thread at a time.
 */
public final class WatchedRoots {

    private final Map<Long, String> lines = new LinkedHashMap<>();

    /** Adds a root, and returns the line that declares it. A later call with another signal replaces the line. */
    public String add(ProcessId root, String signal) {
        String line = prefix(root) + signal;
        lines.put(root.pid(), line);
        return line;
    }

    /** Removes a root, and returns the line that ends it. Empty if the root is unknown or a later root has its pid. */
    public Optional<String> remove(ProcessId root) {
        String line = lines.get(root.pid());
        if (line == null || !line.startsWith(prefix(root))) {
            return Optional.empty();
        }
        lines.remove(root.pid());
        return Optional.of(WatchdogScript.ENDED + " " + root.pid());
    }

    /** One line for each root. */
    public Collection<String> lines() {
        return lines.values();
    }

    private static String prefix(ProcessId root) {
        return WatchdogScript.GROUP + " " + root.pid() + " " + root.startTicks() + " ";
    }
}
