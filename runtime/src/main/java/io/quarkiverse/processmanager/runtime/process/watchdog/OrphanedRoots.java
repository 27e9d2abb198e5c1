package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/** Reads a state file in Java, for systems without a shell. {@link WatchdogScript} documents the format of the lines. */
public final class OrphanedRoots {

    private OrphanedRoots() {
    }

    /** The roots whose trees were not gone when the last line was written. */
    public static List<ProcessId> of(List<String> lines) {
        Map<String, ProcessId> roots = new LinkedHashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            if (words.length == 4 && words[0].equals(WatchdogScript.GROUP)) {
                add(roots, words[1], words[2]);
            } else if (words.length == 2 && words[0].equals(WatchdogScript.ENDED)) {
                roots.remove(words[1]);
            }
        }
        return List.copyOf(roots.values());
    }

    private static void add(Map<String, ProcessId> roots, String pid, String startTicks) {
        try {
            roots.put(pid, new ProcessId(Long.parseLong(pid), Long.parseLong(startTicks)));
        } catch (NumberFormatException e) {
            // The last line can be incomplete.
        }
    }
}
