package io.quarkiverse.processmanager.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.Rows;

/**
 * What {@code wait} waits for, and how far it is. Pure.
 *
 * @param ids the processes; without any, all that are not stopped
 * @param healthy whether each process with a name must be running and healthy
 * @param before the processes that were not stopped at the last look: a stop of one of them ends the wait, because nothing is ready
 *        when the application ends
 */
record Awaited(List<String> ids, boolean healthy, Set<String> before) {

    Awaited(List<String> ids, boolean healthy) {
        this(ids, healthy, Set.of());
    }

    private static final String STOPPED = "STOPPED";

    /**
     * How far it is.
     *
     * @param pending the processes that are not ready, each with its state
     * @param failures sentences about processes that do not become ready
     */
    record Progress(List<String> pending, List<String> failures) {

        boolean isOver() {
            return pending.isEmpty() || !failures.isEmpty();
        }
    }

    /** The same wait when these are the rows. A process without a row is gone: code can create another one with its id. */
    Awaited after(List<Members> rows) {
        return new Awaited(ids, healthy, rows.stream().filter(row -> !row.text("phase").equals(STOPPED))
                .map(row -> row.text("id")).collect(Collectors.toUnmodifiableSet()));
    }

    /** @param rows the answer of {@code watch} */
    Progress in(List<Members> rows) {
        List<String> pending = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        Map<String, Members> known = new LinkedHashMap<>();
        rows.forEach(row -> known.put(row.text("id"), row));
        for (String id : ids) {
            List<Members> replicas = rows.stream().filter(row -> row.text("replicaOf").equals(id)).toList();
            if (known.containsKey(id)) {
                judge(known.get(id), true, pending, failures);
            } else if (!replicas.isEmpty()) {
                replicas.forEach(row -> judge(row, true, pending, failures));
            } else {
                failures.add("cannot wait for process '" + id + "': there is no such process; known: "
                        + (known.isEmpty() ? "none" : String.join(", ", known.keySet())));
            }
        }
        if (ids.isEmpty() && rows.isEmpty()) {
            pending.add("no process is declared yet");
        } else if (ids.isEmpty()) {
            rows.stream().filter(row -> !row.text("phase").equals(STOPPED) || row.is("startsLater")
                    || before.contains(row.text("id"))).forEach(row -> judge(row, false, pending, failures));
        }
        return new Progress(List.copyOf(pending), List.copyOf(failures));
    }

    private void judge(Members row, boolean named, List<String> pending, List<String> failures) {
        String id = row.text("id");
        String phase = row.text("phase");
        String health = row.text("health");
        boolean mustBeHealthy = healthy && named;
        boolean stopped = phase.equals(STOPPED);
        if (row.is("startsLater")) {
            pending.add(id + " (starts when the application accepts requests)");
        } else if (phase.equals("FAILED")) {
            failures.add("process '" + id + "' has failed: " + row.text("why"));
        } else if (stopped && before.contains(id)) {
            failures.add("process '" + id + "' was stopped meanwhile, by a command or because the application ends");
        } else if (stopped && named) {
            failures.add("cannot wait for process '" + id + "': it is " + Rows.state(row) + " (" + row.text("why")
                    + "); start it first");
        } else if (mustBeHealthy && health.equals("UNCHECKED")) {
            failures.add("cannot wait for process '" + id + "' to be healthy: it has no health check");
        } else if (mustBeHealthy && phase.equals("COMPLETED")) {
            failures.add("cannot wait for process '" + id + "' to be healthy: it has completed");
        } else if (!isReady(row, mustBeHealthy)) {
            pending.add(id + " (" + Rows.state(row) + ")");
        }
    }

    private static boolean isReady(Members row, boolean mustBeHealthy) {
        if (row.text("phase").equals("COMPLETED")) {
            return true;
        }
        boolean up = row.text("phase").equals("RUNNING") && !row.text("kind").equals("task");
        return up && (row.text("health").equals("HEALTHY") || !mustBeHealthy && row.text("health").equals("UNCHECKED"));
    }
}
