package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessHistory.Passage;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPlan;
import io.smallrye.config.SmallRyeConfig;

/** Looks at the processes for the Dev UI. */
final class Look {

    private final ProcessManager manager;
    private final DeclaredSettings declared = new DeclaredSettings(
            ConfigProvider.getConfig().unwrap(SmallRyeConfig.class));
    private final Details details = new Details(declared);

    Look(ProcessManager manager) {
        this.manager = manager;
    }

    Overview overview() {
        List<ProcessDefinition> definitions = new ArrayList<>();
        for (ManagedProcess process : manager.processes()) {
            try {
                definitions.add(process.definition());
            } catch (ProcessException e) {
                // It has been removed just now.
            }
        }
        return new Rows(definitions, Rows.waitsFor(manager.plan()), declared::misses).of(manager.status());
    }

    ProcessRow row(String id) {
        // In this order: an unknown id is refused with a sentence.
        String known = manager.get(id).id();
        return overview().rows().stream().filter(row -> row.id().equals(known)).findFirst()
                .orElseThrow(() -> new ProcessException(ProcessException.Reason.NOT_FOUND, id, "Process not found: " + id));
    }

    /** @throws ProcessException if there is no such process */
    ProcessDetails details(String id) {
        ManagedProcess process = manager.get(id);
        ProcessPlan.Step step = manager.plan().steps().stream().filter(one -> one.id().equals(id)).findFirst()
                .orElseThrow(() -> new ProcessException(ProcessException.Reason.NOT_FOUND, id, "Process not found: " + id));
        return details.of(process, step);
    }

    /** Without the moment. */
    Timeline timeline() {
        Map<String, List<Passage>> passages = new LinkedHashMap<>();
        Set<String> checked = new LinkedHashSet<>();
        for (ManagedProcess process : manager.processes()) {
            try {
                passages.put(process.id(), process.history().passages());
                if (process.definition().healthCheck().isPresent()) {
                    checked.add(process.id());
                }
            } catch (ProcessException e) {
                // It has been removed just now.
            }
        }
        return Timelines.of(passages, Rows.waitsFor(manager.plan()), checked);
    }
}
