package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.StartPhase;

/**
 * The application among its processes, for the graph.
 *
 * @param name its name
 * @param waitsFor the processes that start before the application, which waits for them
 * @param startsLater the ids of the processes that start when the application accepts requests
 */
public record ApplicationView(String name, List<Wait> waitsFor, List<String> startsLater) {

    /**
     * A process that the application waits for.
     *
     * @param condition in lower case, as in the configuration
     */
    public record Wait(String id, String condition) {
    }

    static ApplicationView of(String name, List<ProcessDefinition> definitions) {
        List<Wait> waits = new ArrayList<>();
        List<String> later = new ArrayList<>();
        for (ProcessDefinition definition : definitions) {
            StartPhase phase = definition.start().phase().orElse(StartPhase.WITH_APP);
            if (phase == StartPhase.BEFORE_APP) {
                waits.add(new Wait(definition.id(), condition(definition).name().toLowerCase(Locale.ROOT)));
            } else if (phase == StartPhase.AFTER_APP) {
                later.add(definition.id());
            }
        }
        return new ApplicationView(name, List.copyOf(waits), List.copyOf(later));
    }

    /** The same condition as that of a dependency without one. */
    private static Dependency.Condition condition(ProcessDefinition definition) {
        if (definition.kind().filter(ProcessKind.TASK::equals).isPresent()) {
            return Dependency.Condition.COMPLETED;
        }
        return definition.healthCheck().isPresent() ? Dependency.Condition.HEALTHY : Dependency.Condition.RUNNING;
    }
}
