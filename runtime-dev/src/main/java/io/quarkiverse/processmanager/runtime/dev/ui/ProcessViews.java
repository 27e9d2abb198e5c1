package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPlan;
import io.quarkiverse.processmanager.runtime.dev.ui.stream.LogMoment;
import io.quarkiverse.processmanager.runtime.dev.ui.timeline.Timeline;
import io.quarkiverse.processmanager.runtime.dev.ui.timeline.Timelines;
import io.quarkiverse.processmanager.runtime.views.LastStart;
import io.quarkiverse.processmanager.runtime.views.LiveRows;
import io.quarkiverse.processmanager.runtime.views.Overview;
import io.quarkiverse.processmanager.runtime.views.ProcessRow;
import io.quarkiverse.processmanager.runtime.views.RowFacts;
import io.quarkiverse.processmanager.runtime.views.Rows;
import io.smallrye.config.SmallRyeConfig;

/** Reads from the process manager what the Dev UI shows. */
final class ProcessViews {

    private final ProcessManager manager;
    private final DeclaredSettings declared = new DeclaredSettings(
            ConfigProvider.getConfig().unwrap(SmallRyeConfig.class));
    private final Details details = new Details(declared);
    private final String name = ConfigProvider.getConfig().getOptionalValue("quarkus.application.name", String.class)
            .orElse("application");
    private final RowFacts facts;

    ProcessViews(ProcessManager manager) {
        this.manager = manager;
        this.facts = RowFacts.of(manager, declared::source);
    }

    Overview overview() {
        return Rows.read(manager, facts).of(manager.status());
    }

    /** The last lines of the last start of a process. */
    LastStart lastStart(String id) {
        return facts.lastStart(id);
    }

    /** The rows for one reader. */
    LiveRows rows() {
        return new LiveRows(() -> Rows.read(manager, facts),
                id -> manager.find(id).map(ProcessViews::definition).orElse(null));
    }

    /** {@code null} if the process was removed meanwhile. */
    private static @Nullable ProcessDefinition definition(ManagedProcess process) {
        try {
            return process.definition();
        } catch (ProcessException e) {
            return null;
        }
    }

    /** @throws ProcessException if there is no such process */
    ProcessRow row(String id) {
        String known = manager.get(id).id();
        return overview().rows().stream().filter(row -> row.id().equals(known)).findFirst()
                .orElseThrow(() -> new ProcessException(ProcessException.Reason.NOT_FOUND, id, "Process not found: " + id));
    }

    /** @throws ProcessException if there is no such process */
    ProcessDetails details(String id) {
        ManagedProcess process = manager.get(id);
        ProcessPlan.Step step = manager.plan().steps().stream().filter(one -> one.id().equals(id)).findFirst()
                .orElseThrow(() -> new ProcessException(ProcessException.Reason.NOT_FOUND, id, "Process not found: " + id));
        return details.of(process, step, manager.startMethod());
    }

    /** The timeline without its time, so that equal timelines are equal. */
    Timeline timeline() {
        Timelines timeline = new Timelines(name);
        forEach(timeline::add);
        return timeline.read();
    }

    /** The moments of the wanted processes. A process that is removed meanwhile has none. */
    List<LogMoment> moments(Predicate<String> wanted) {
        List<LogMoment> moments = new ArrayList<>();
        forEach(process -> {
            if (wanted.test(process.id())) {
                moments.addAll(LogMoment.of(process));
            }
        });
        return moments;
    }

    /** The application among its processes. */
    ApplicationView application() {
        List<ProcessDefinition> definitions = new ArrayList<>();
        forEach(process -> definitions.add(process.definition()));
        return ApplicationView.of(name, definitions);
    }

    private void forEach(Consumer<ManagedProcess> reader) {
        for (ManagedProcess process : manager.processes()) {
            try {
                reader.accept(process);
            } catch (ProcessException e) {
                // The process was removed meanwhile.
            }
        }
    }
}
