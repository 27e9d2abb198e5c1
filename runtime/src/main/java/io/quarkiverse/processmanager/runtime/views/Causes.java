package io.quarkiverse.processmanager.runtime.views;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Why a process is in its state: the process, then the dependencies that block it, then what blocks those, to the roots. */
public final class Causes {

    private Causes() {
    }

    /**
     * One process of the chain.
     *
     * @param depth 0 for the process itself; one more than that of the process that it blocks
     * @param root whether nothing else blocks the process, so that the reason is its own
     */
    public record Cause(int depth, ProcessRow row, boolean root) {
    }

    /** The chain of a process, each cause behind the process that it blocks; empty without the process. */
    public static List<Cause> of(Overview overview, String id) {
        Map<String, ProcessRow> rows = new LinkedHashMap<>();
        overview.rows().forEach(row -> rows.put(row.id(), row));
        List<Cause> causes = new ArrayList<>();
        add(id, 0, rows, new HashSet<>(), causes);
        return List.copyOf(causes);
    }

    private static void add(String id, int depth, Map<String, ProcessRow> rows, Set<String> seen, List<Cause> causes) {
        ProcessRow row = rows.get(id);
        if (row == null || !seen.add(id)) {
            return;
        }
        causes.add(new Cause(depth, row, row.blockedBy().isEmpty()));
        row.blockedBy().forEach(other -> add(other, depth + 1, rows, seen, causes));
    }
}
