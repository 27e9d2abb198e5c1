package io.quarkiverse.processmanager.runtime.views;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessStatus;

/**
 * Builds rows from definitions and statuses.
 *
 * @param definitions in the order of the rows
 * @param waitsFor for each process, the processes it waits for and the conditions they must meet
 * @param created whether code has created the process
 */
public record Rows(List<ProcessDefinition> definitions, Map<String, Map<String, Dependency.Condition>> waitsFor,
        Predicate<String> created) {

    /**
     * Reads what the rows need beside the statuses.
     *
     * @param created whether code has created the process
     */
    public static Rows read(ProcessManager manager, Predicate<String> created) {
        List<ProcessDefinition> definitions = new ArrayList<>();
        Map<String, Map<String, Dependency.Condition>> waitsFor = new LinkedHashMap<>();
        for (ManagedProcess process : manager.processes()) {
            try {
                ProcessDefinition definition = process.definition();
                waitsFor.put(process.id(), process.waitsFor());
                definitions.add(definition);
            } catch (ProcessException e) {
                // The process was removed meanwhile.
            }
        }
        return new Rows(definitions, waitsFor, created);
    }

    /** The rows for these statuses. A process without a status is just being added or removed, and has no row. */
    public Overview of(Map<String, ProcessStatus> statuses) {
        RowMaker maker = new RowMaker(this);
        List<ProcessRow> rows = new ArrayList<>();
        int running = 0;
        int down = 0;
        for (ProcessDefinition definition : definitions) {
            ProcessStatus status = statuses.get(definition.id());
            if (status != null) {
                ProcessRow row = maker.row(definition.id(), status, statuses);
                rows.add(row);
                running += row.isRunning() ? 1 : 0;
                down += row.down() ? 1 : 0;
            }
        }
        return new Overview(running, rows.size(), down, List.copyOf(rows));
    }
}
