package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;

/** Looks at the processes for the Dev UI. */
final class Look {

    private final ProcessManager manager;
    private final Predicate<String> created;

    Look(ProcessManager manager) {
        this.manager = manager;
        this.created = new DeclaredIds(ConfigProvider.getConfig().getPropertyNames())::misses;
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
        return new Rows(definitions, Rows.waitsFor(manager.plan()), created).of(manager.status());
    }
}
