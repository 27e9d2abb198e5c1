package io.quarkiverse.processmanager.runtime.views;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
 * @param facts what the definitions and the statuses do not have
 */
public record Rows(List<ProcessDefinition> definitions, Map<String, Map<String, Dependency.Condition>> waitsFor,
        RowFacts facts) {

    /** Reads what the rows need beside the statuses, and puts the definitions into the order of the start. */
    public static Rows read(ProcessManager manager, RowFacts facts) {
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
        return new Rows(RowOrder.of(definitions, waitsFor), waitsFor, facts);
    }

    /** The rows for these statuses. A process without a status is just being added or removed, and has no row. */
    public Overview of(Map<String, ProcessStatus> statuses) {
        RowMaker maker = new RowMaker(this);
        List<ProcessRow> rows = new ArrayList<>();
        for (ProcessDefinition definition : definitions) {
            ProcessStatus status = statuses.get(definition.id());
            if (status != null) {
                rows.add(maker.row(definition.id(), status, statuses));
            }
        }
        return new Overview(Counts.of(rows), List.copyOf(rows));
    }
}
