package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/** The roots that a guard answers for, as the lines that stand for them in a state file. For one thread at a time. */
public final class WatchedRoots {

    private final Map<Long, String> lines = new LinkedHashMap<>();

    /** The line that says that there is one more. */
    public String add(ProcessId root, String signal) {
        String line = beginning(root) + signal;
        lines.put(root.pid(), line);
        return line;
    }

    /** The line that says that it has ended; none if it is unknown, or if its pid is already that of the next one. */
    public Optional<String> remove(ProcessId root) {
        String line = lines.get(root.pid());
        if (line == null || !line.startsWith(beginning(root))) {
            return Optional.empty();
        }
        lines.remove(root.pid());
        return Optional.of("E " + root.pid());
    }

    /** A line for each. */
    public Collection<String> lines() {
        return lines.values();
    }

    private static String beginning(ProcessId root) {
        return "G " + root.pid() + " " + root.startTicks() + " ";
    }
}
