package io.quarkiverse.processmanager.runtime.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.config.contribution.ContributedValues;
import io.quarkiverse.processmanager.runtime.config.inherit.InheritedSettings;
import io.quarkiverse.processmanager.runtime.config.program.InstallTasks;
import io.quarkiverse.processmanager.runtime.config.program.NpmPorts;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;

/** Reads the definitions of all processes once, with all problems and warnings in the order in which they are found. For one thread. */
final class DefinitionsReader {

    private final ProcessesConfig config;
    private final LaunchContext context;
    private final PatternRegistry patterns;
    private final Set<String> ids;
    private final InheritedSettings shared;
    private final PropertyFindings findings;
    private final List<ProcessDefinition> declared = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    DefinitionsReader(ProcessesConfig config, LaunchContext context, PatternRegistry patterns) {
        this.config = config;
        this.context = context;
        this.patterns = patterns;
        this.ids = config.ids();
        this.shared = new InheritedSettings(config.raw(), ids);
        this.findings = PropertyFindings.of(config.raw(), shared.ids());
    }

    Definitions read() {
        checkNames();
        shared.templates().forEach(this::checkTemplate);
        Problems ofCommon = findings.problems("");
        CommonReader common = new CommonReader(config, context, ofCommon);
        findings.checkTexts(setting -> false, ofCommon);
        common.readVariables();
        readProcesses(common);
        List<ProcessDefinition> all = new SelectedProcesses(config.common(), InstallTasks.addTo(declared, ids,
                task -> common.complete(ProcessSettings.of(task), ofCommon)), ofCommon).definitions();
        common.check();
        problems.addAll(ofCommon.all());
        warnings.addAll(ofCommon.warnings());
        checkTogether(definitions(all, problems, warnings));
        return definitions(all, shared.atTheirPlaces(problems), shared.atTheirPlaces(warnings));
    }

    /** The build has checked the names that it knows. A start can have more, in variables of the environment. */
    private void checkNames() {
        if (!context.atStart()) {
            problems.addAll(IdSpelling.problems(config.raw()));
            UnknownKeys.find(config.raw(), shared.ids(), problems, warnings);
        }
        problems.addAll(IdSpelling.problemsOfVariables(config.raw()));
    }

    private void checkTemplate(String template) {
        Problems found = findings.problems(template);
        findings.checkTexts(setting -> true, found);
        found.addMissingValues(context::staysUnresolved);
        problems.addAll(found.all());
    }

    private void readProcesses(CommonReader common) {
        Map<String, Map<String, String>> contributed = ContributedValues.of(config.raw());
        for (String id : ids) {
            Problems found = findings.problems(id);
            DefinitionReader reader = new DefinitionReader(config, context, found, patterns);
            findings.checkTexts(config.shells(id), found);
            declared.add(shared.complete(reader.read(common, contributed.getOrDefault(id, Map.of()))));
            reader.initialization().filter(task -> !ids.contains(task.id())).ifPresent(declared::add);
            problems.addAll(reader.problems());
            warnings.addAll(found.warnings());
        }
        declared.sort(Comparator.comparing(ProcessDefinition::id));
        if (!context.atStart()) {
            warnings.addAll(NpmPorts.warnings(declared));
        }
    }

    private void checkTogether(Definitions definitions) {
        warnings.addAll(definitions.contradictions());
        problems.addAll(definitions.problemsOfTests(context.atStart()));
        problems.addAll(CrossDefinitionCheck.problems(definitions));
        problems.addAll(shared.problems());
    }

    private Definitions definitions(List<ProcessDefinition> all, List<Problem> known, List<Problem> advice) {
        return new Definitions(all, known, advice,
                new ShutdownLimits(config.common().shutdownTimeout(), config.common().lastGracePeriod()),
                config.common().beforeAppTimeout(), config.common().modes(), context.instances());
    }
}
