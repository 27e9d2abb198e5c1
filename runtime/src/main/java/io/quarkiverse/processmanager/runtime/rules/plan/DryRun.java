package io.quarkiverse.processmanager.runtime.rules.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPlan;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenSettings;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternSettings;

/** Describes what a start of all processes would do, with secrets masked. */
public final class DryRun {

    private static final String DATA_DIR = "DATA_DIR";

    private DryRun() {
    }

    /** {@code here} is the working directory of the application. */
    public static ProcessPlan of(Plan plan, Path here) {
        List<ProcessPlan.Step> steps = new ArrayList<>();
        for (ProcessDefinition definition : plan.definitions()) {
            steps.add(step(plan, definition, here));
        }
        return new ProcessPlan(steps);
    }

    /**
     * The variables that are set for the process, with their true values: its own, those of its dependencies, and those of its
     * ports and {@code DATA_DIR}, unless it sets them.
     */
    public static Map<String, String> environment(ProcessDefinition definition) {
        Map<String, String> environment = new TreeMap<>();
        definition.command().references().values().forEach(environment::putAll);
        environment.putAll(definition.command().environment());
        ListenSettings.variables(definition).forEach(environment::putIfAbsent);
        definition.start().dataDir().ifPresent(path -> environment.putIfAbsent(DATA_DIR, path.toString()));
        return environment;
    }

    private static ProcessPlan.Step step(Plan plan, ProcessDefinition definition, Path here) {
        Command command = definition.command();
        Secrets secrets = Secrets.of(definition);
        return new ProcessPlan.Step(definition.id(), plan.waitsFor(definition), secrets.mask(command.words()), command.shell(),
                here.resolve(command.directory().orElse(here)).normalize(), secrets.mask(environment(definition)),
                command.inheritEnvironment(),
                definition.pattern().map(some -> new PatternSettings(some.name(), secrets.mask(some.settings()))),
                ProcessSettings.of(definition).traits().inherited());
    }
}
