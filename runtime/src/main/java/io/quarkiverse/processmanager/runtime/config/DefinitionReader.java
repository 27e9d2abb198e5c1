package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.runtime.config.inherit.Inheritance;
import io.quarkiverse.processmanager.runtime.config.program.ProgramConfig;
import io.quarkiverse.processmanager.runtime.config.replica.ReplicaPorts;
import io.quarkiverse.processmanager.runtime.config.service.DeclaredService;
import io.quarkiverse.processmanager.runtime.config.service.ServiceReader;
import io.quarkiverse.processmanager.runtime.definition.Outcome;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.Variables;
import io.quarkiverse.processmanager.runtime.definition.check.CheckInference;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenSettings;
import io.quarkiverse.processmanager.runtime.rules.replica.ReplicaRule;
import io.smallrye.config.ConfigValue;

/**
 * Reads the definition of one process: passes each setting of the configuration to the builder, which has the defaults and the
 * rules. A setting that cannot be parsed becomes a problem, and the definition is built without it.
 */
final class DefinitionReader {

    /** The port 0, alone or in a URL. */
    private static final Pattern ZERO = Pattern.compile("^0$|:0(?:/|$)");

    private final String id;
    private final ProcessesConfig config;
    private final ProcessBuildTimeConfig fixed;
    private final ProcessConfig process;
    private final LaunchContext context;
    private final boolean runsHere;
    private final boolean external;
    private final PatternRegistry patterns;
    private final Problems problems;
    private final ServiceReader service;
    private Optional<ProcessSettings> initialization = Optional.empty();

    /**
     * @param problems receives the problems of the process; it knows the settings whose values the mappings do not have
     */
    DefinitionReader(ProcessesConfig config, LaunchContext context, Problems problems, PatternRegistry patterns) {
        this.id = problems.processId();
        this.config = config;
        this.fixed = config.structures().get(id);
        this.process = config.processes().get(id);
        this.context = context;
        this.runsHere = context.has(id, config);
        this.external = config.isExternal(id);
        this.patterns = patterns;
        this.problems = problems;
        this.service = new ServiceReader(new DeclaredService(id, fixed.service(), process.service(), config.raw(),
                context.directory(), process.port(), process.ports(), process.dataDir().map(context.directory()::resolve),
                process.command().isPresent() || process.program().artifact().isPresent()
                        || process.program().npmScript().isPresent(),
                process.execution().user().isPresent()), problems::add);
        problems.addMissingValues((reference, ids) -> runsHere && context.staysUnresolved(reference, ids));
    }

    /**
     * Reads the definition.
     *
     * @param common completes the definition with the settings of all processes
     * @param contributed the configuration of the application that the process contributes
     */
    ProcessDefinition read(CommonReader common, Map<String, String> contributed) {
        ProcessDefinitionBuilder builder = pattern().map(pattern -> ProcessDefinition.builder(id, pattern))
                .orElseGet(() -> ProcessDefinition.builder(id));
        environment(builder);
        ProcessBuildTimeConfig.apply(fixed, builder, problems);
        ProcessConfig.apply(process, config.common(), builder, context, problems);
        if (process.cwd().isEmpty() && process.program().npmScript().isPresent()) {
            builder.cwd(context.directory());
        }
        ProgramConfig.apply(process.program(), builder, startsHere(), context.hasFiles());
        applyLocation(builder);
        contributed.forEach(builder::config);
        Outcome outcome = Outcome.of(builder);
        problems.addUnexplained(outcome.problems().stream()
                .filter(problem -> !problem.setting().equals("command") || !service.isUnknown())
                .filter(problem -> !problem.setting().equals("liveness") || !inheritsLiveness())
                .filter(problem -> !hasLaterPort(problem.setting()) && !awaitsPortOfApplication(problem.setting(), outcome))
                .toList());
        checkPorts(outcome.definition());
        if (external) {
            checkLocation(outcome.definition());
        }
        ProcessSettings definition = ReplicaPorts.in(withChosenPorts(outcome.definition()), config.raw());
        if (outcome.definition().healthCheck().isEmpty()
                && fixed.healthType().filter(CheckType.NONE::equals).isEmpty()
                && (problems.concern("health.") || problems.concern("port"))) {
            // Without a check the plan would report a second problem. This check never runs.
            builder.health(health -> health.probe(CheckInference.INVALID));
            return common.complete(Outcome.of(builder).definition(), problems);
        }
        ProcessSettings complete = service.complete(definition);
        ReplicaRule.problems(complete).forEach(problem -> problems.add(problem.setting(), problem.message()));
        initialization = service.initialization(complete).map(task -> common.complete(task, problems));
        return common.complete(initialization.map(task -> complete.dependingOn(task.id())).orElse(complete), problems);
    }

    /** The task that initializes the data of the service; empty without one. Call it after {@link #read}. */
    Optional<ProcessSettings> initialization() {
        return initialization;
    }

    /**
     * Whether a setting contains a port that is not chosen and is still 0. A build for production does not know the ports that
     * the application chooses at its start, and a process that does not run in the mode of the application receives none.
     */
    private boolean hasLaterPort(String setting) {
        return !choosesPorts() && isOfCheck(setting)
                && String.valueOf(written(setting).getRawValue()).contains("${" + SettingName.PROCESSES);
    }

    private static boolean isOfCheck(String setting) {
        return setting.startsWith("health.") || setting.startsWith("liveness.");
    }

    /** Whether all settings of a liveness check are shared ones. Without a kind of check they have no effect here, on purpose. */
    private boolean inheritsLiveness() {
        String plain = SettingName.PROCESSES + id + ".liveness.";
        String quoted = SettingName.PROCESSES + '"' + id + "\".liveness.";
        return Inheritance.names(config.raw()).stream()
                .filter(name -> name.startsWith(plain) || name.startsWith(quoted))
                .allMatch(name -> Inheritance.origin(config.raw(), name).isPresent());
    }

    /** A setting in the form of the id that the user has written, with or without quotes. */
    private ConfigValue written(String setting) {
        ConfigValue plain = config.raw().getConfigValue(SettingName.PROCESSES + id + "." + setting);
        return plain.getRawValue() != null ? plain
                : config.raw().getConfigValue(SettingName.PROCESSES + '"' + id + "\"." + setting);
    }

    /** Marks the ports whose setting is 0: the definition has the chosen numbers. */
    private ProcessSettings withChosenPorts(ProcessSettings definition) {
        Set<String> chosen = new TreeSet<>();
        ListenCheck.ports(definition).forEach((name, port) -> {
            String setting = name.isEmpty() ? "port" : "ports.\"" + name + '"';
            String text = written(setting).getRawValue();
            if (text != null && text.strip().equals("0")) {
                chosen.add(name);
            }
        });
        return chosen.isEmpty() ? definition : definition.withChosenPorts(chosen);
    }

    /**
     * Whether a check of a process that starts after the application refers to the port of the application, which is 0
     * until the application listens. The definition is read again then.
     */
    private boolean awaitsPortOfApplication(String setting, Outcome outcome) {
        if (context.knowsPortsOfApplication() || !isOfCheck(setting)
                || outcome.definition().start().phase().filter(StartPhase.AFTER_APP::equals).isEmpty()) {
            return false;
        }
        ConfigValue text = written(setting);
        return text.getRawValue() != null && text.getRawValue().contains("${") && text.getValue() != null
                && ZERO.matcher(text.getValue()).find();
    }

    /** Whether the program of the process must be on this machine. */
    private boolean startsHere() {
        return runsHere && !external;
    }

    /** The list of the processes that run elsewhere, and what follows from it for the modes of the process. */
    private void applyLocation(ProcessDefinitionBuilder builder) {
        if (external) {
            builder.external(true);
        }
        if (runsHere && config.isNamedExternal(id)) {
            builder.modes(context.mode());
        }
    }

    private void checkLocation(ProcessSettings definition) {
        if (choosesPorts()) {
            ListenCheck.ports(definition).forEach((name, port) -> {
                if (port == 0) {
                    problems.add(ListenCheck.setting(name),
                            "0 chooses a free port, but the process runs elsewhere; write the port on which it listens there");
                }
            });
        }
        if (!ProcessSettings.isTask(definition) && !definition.traits().location().note().isEmpty()) {
            problems.warn("external", "runs elsewhere: " + definition.traits().location().note());
        }
    }

    private boolean choosesPorts() {
        return runsHere && context.choosesPorts();
    }

    private void checkPorts(ProcessDefinition definition) {
        if (choosesPorts() && !external && ListenSettings.isLocal(definition.host())) {
            ListenCheck.ports(definition).forEach((name, port) -> {
                if (port == 0) {
                    problems.add(ListenCheck.setting(name), "no port from 20000 to 32767 is free");
                }
            });
        }
    }

    List<Problem> problems() {
        return problems.all();
    }

    private Optional<ProcessPattern> pattern() {
        Optional<String> name = fixed.pattern();
        Optional<ProcessPattern> pattern = name.flatMap(patterns::find);
        if (name.isPresent() && pattern.isEmpty()) {
            problems.add("pattern", patterns.unknown(name.get()));
        }
        Optional<ProcessPattern> ofService = service.pattern(startsHere() && context.hasFiles());
        if (name.isPresent() && ofService.isPresent()) {
            problems.add("pattern",
                    "is not needed: service=" + ofService.get().name() + " is a pattern, too; keep one of them");
        }
        return ofService.or(() -> pattern);
    }

    private void environment(ProcessDefinitionBuilder builder) {
        if (startsHere() && context.hasFiles()) {
            process.envFile().ifPresent(files -> {
                List<Path> paths = files.stream().map(context.directory()::resolve).toList();
                builder.envFile(paths.toArray(Path[]::new));
                paths.forEach(path -> Variables.references(path).ifPresent(text -> problems.warn("env-file", text)));
            });
        }
        new ProcessEnvironment(SettingName.PROCESSES + id + ".", config.raw()).variables(process.env()).forEach(builder::env);
    }
}
