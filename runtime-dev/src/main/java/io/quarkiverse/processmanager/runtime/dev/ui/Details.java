package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessPlan;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternSettings;
import io.quarkiverse.processmanager.runtime.rules.plan.DryRun;
import io.quarkiverse.processmanager.runtime.safe.SecretText;
import io.quarkiverse.processmanager.runtime.views.LastStart;
import io.quarkiverse.processmanager.runtime.views.ProcessExit;

/** Collects what the Dev UI shows of one process. */
final class Details {

    private static final int LAST_LINES = 40;
    private static final String MODES = "modes";

    private final DeclaredSettings declared;

    Details(DeclaredSettings declared) {
        this.declared = declared;
    }

    ProcessDetails of(ManagedProcess process, ProcessPlan.Step step, String startMethod) {
        ProcessDefinition definition = process.definition();
        ProcessHistory history = process.history();
        ProcessPhase phase = process.status().phase();
        boolean hasFailed = phase == ProcessPhase.FAILED || phase == ProcessPhase.BACKOFF;
        return new ProcessDetails(process.id(), definition.name(), step.words(), step.shell(),
                SecretText.mask(step.directory().toString()),
                startMethod, step.inheritsEnvironment(), variables(definition, step), settings(definition),
                history.checks().stream().map(ProcessDetails.Check::of).toList(),
                history.liveness().stream().map(ProcessDetails.Check::of).toList(),
                history.passages().stream().map(ProcessDetails.Passage::of).toList(), ProcessExit.of(process),
                process.linesMissingInFile(), process.logFileProblem().orElse(""),
                hasFailed ? LastStart.of(process, LAST_LINES) : LastStart.NONE);
    }

    /** The unmasked value of a variable that is set for the process. */
    static Optional<String> reveal(ProcessDefinition definition, String name) {
        return Optional.ofNullable(DryRun.environment(definition).get(name));
    }

    private static List<ProcessDetails.Variable> variables(ProcessDefinition definition, ProcessPlan.Step step) {
        List<ProcessDetails.Variable> variables = new ArrayList<>();
        DryRun.environment(definition).forEach((name, value) -> {
            String shown = step.environment().getOrDefault(name, Secrets.MASK);
            variables.add(new ProcessDetails.Variable(name, shown, !shown.equals(value), giver(definition, name)));
        });
        return variables;
    }

    /** The dependency that a variable is about; empty for a variable of the process itself. */
    private static String giver(ProcessDefinition definition, String variable) {
        return definition.command().references().entrySet().stream().filter(one -> one.getValue().containsKey(variable))
                .map(Map.Entry::getKey).findFirst().orElse("");
    }

    private List<ProcessDetails.Setting> settings(ProcessDefinition definition) {
        Map<String, String> values = new LinkedHashMap<>(EffectiveSettings.of(definition));
        // Some settings have another form in the definition, such as the parts of a health check.
        WrittenSettings.of(definition, declared.values(definition.id()))
                .forEach((key, value) -> putIfEmpty(values, key, value));
        definition.pattern().ifPresent(
                pattern -> WrittenSettings.of(definition, pattern.settings())
                        .forEach((key, value) -> putIfEmpty(values, key, value)));
        // A definition without modes of its own follows those of the manager.
        putIfEmpty(values, MODES, declared.ofAll(MODES));
        List<ProcessDetails.Setting> settings = new ArrayList<>();
        Map<String, String> defaults = new LinkedHashMap<>(
                EffectiveSettings.of(ProcessDefinition.builder(definition.id()).command("any").build()));
        putIfEmpty(defaults, MODES, declared.ofAll(MODES));
        values.forEach((key, value) -> settings.add(setting(definition, key, value, value.equals(defaults.get(key)))));
        return settings;
    }

    private static void putIfEmpty(Map<String, String> values, String key, String value) {
        if (values.getOrDefault(key, "").isEmpty()) {
            values.put(key, value);
        }
    }

    private ProcessDetails.Setting setting(ProcessDefinition definition, String key, String value, boolean isDefault) {
        Optional<DeclaredSettings.Declared> property = declared.find(definition.id(), key)
                .filter(some -> !PatternSettings.isSource(some.source()));
        if (property.isPresent()) {
            return new ProcessDetails.Setting(key, value, "property", property.get().source());
        }
        Optional<String> pattern = definition.pattern().filter(some -> some.settings().containsKey(key))
                .map(some -> some.name());
        if (pattern.isPresent()) {
            return new ProcessDetails.Setting(key, value, "pattern", pattern.get());
        }
        // A definition that code has made does not record which values its builder has received.
        boolean byCode = declared.misses(definition.id()) && !isDefault && !value.isEmpty();
        return new ProcessDetails.Setting(key, value, byCode ? "code" : "default", "");
    }
}
