package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.quarkiverse.processmanager.runtime.process.state.StateFile;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/**
 * The processes in the groups of dead JVMs that were alive when a start began to stop them, for a line of the log. The script stops
 * more than them: it also finds the members of a tree that have left the group. For one thread.
 */
final class Leftovers {

    private static final int MOST_PIDS = 10;

    private final ProcessTable table;
    /** The members of each group, by the ids of the processes that were started. */
    private final Map<String, List<ProcessId>> found = new TreeMap<>();

    private Leftovers(ProcessTable table) {
        this.table = table;
    }

    /** Reads the process table once. */
    static Leftovers of(List<Path> stateFiles, ProcessTable table) {
        Leftovers leftovers = new Leftovers(table);
        try {
            List<ProcessEntry> entries = table.all();
            stateFiles.forEach(file -> leftovers.add(file, entries));
        } catch (UncheckedIOException e) {
            // This JVM has no file descriptor left. The log gets no line, and the processes are stopped.
        }
        return leftovers;
    }

    private void add(Path file, List<ProcessEntry> entries) {
        Map<Long, ProcessId> roots = new HashMap<>();
        roots(file).forEach(root -> roots.put(root.pid(), root));
        Map<Long, String> names = new HashMap<>();
        Map<Long, List<ProcessId>> groups = new TreeMap<>();
        for (ProcessEntry entry : entries) {
            ProcessId root = roots.get(entry.group());
            if (root != null && !entry.dead() && entry.identity().startTicks() >= root.startTicks()) {
                groups.computeIfAbsent(root.pid(), pid -> new ArrayList<>()).add(entry.identity());
                if (!names.containsKey(root.pid())) {
                    name(entry.pid(), file).ifPresent(name -> names.put(root.pid(), name));
                }
            }
        }
        groups.forEach((root, members) -> {
            String name = names.containsKey(root) ? names.get(root) : table.command(members.get(0).pid());
            found.computeIfAbsent(name, any -> new ArrayList<>()).addAll(members);
        });
    }

    private static List<ProcessId> roots(Path file) {
        try {
            return OrphanedRoots.of(Files.readAllLines(file));
        } catch (IOException e) {
            // Another JVM has stopped its processes and removed it.
            return List.of();
        }
    }

    /** The id by which the dead JVM knew the process, if the process still has the environment that it was started with. */
    private Optional<String> name(long pid, Path file) {
        return StateFile.owner(file).map(RunnerId::variable).flatMap(variable -> table.variable(pid, variable)
                .map(value -> new Marker(variable, value).processId()));
    }

    /** The left-over processes that are gone: {@code db (pid 812, 815), ui (pid 900)}; empty if none is. */
    Optional<String> ended() {
        List<String> texts = new ArrayList<>();
        found.forEach((name, members) -> {
            List<String> pids = members.stream().filter(member -> !isAlive(member))
                    .map(member -> String.valueOf(member.pid())).toList();
            if (!pids.isEmpty()) {
                int more = pids.size() - MOST_PIDS;
                texts.add(name + " (pid " + String.join(", ", more > 0 ? pids.subList(0, MOST_PIDS) : pids)
                        + (more > 0 ? " and " + more + " more)" : ")"));
            }
        });
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", texts));
    }

    private boolean isAlive(ProcessId process) {
        try {
            return table.isAlive(process);
        } catch (UncheckedIOException e) {
            return true;
        }
    }
}
