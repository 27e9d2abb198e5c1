package io.quarkiverse.processmanager.runtime.rules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.AppliedPattern;
import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPlan;

/** Says what a start of all processes would do. */
public final class DryRun {

    private static final String PORT = "PORT";

    private DryRun() {
    }

    /** {@code here} is the directory of the application. */
    public static ProcessPlan of(Plan plan, Path here) {
        List<ProcessPlan.Step> steps = new ArrayList<>();
        for (ProcessDefinition definition : plan.definitions()) {
            steps.add(step(plan, definition, here));
        }
        return new ProcessPlan(steps);
    }

    private static ProcessPlan.Step step(Plan plan, ProcessDefinition definition, Path here) {
        Command command = definition.command();
        Map<String, String> environment = new TreeMap<>(command.environment());
        definition.port().ifPresent(port -> environment.putIfAbsent(PORT, String.valueOf(port)));
        Secrets secrets = Secrets.of(command.environment());
        return new ProcessPlan.Step(definition.id(), plan.waitsFor(definition), secrets.mask(command.words()), command.shell(),
                here.resolve(command.directory().orElse(here)).normalize(), secrets.mask(environment),
                command.inheritEnvironment(),
                definition.pattern().map(some -> new AppliedPattern(some.name(), secrets.mask(some.settings()))));
    }
}
