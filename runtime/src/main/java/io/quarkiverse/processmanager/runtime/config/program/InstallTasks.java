package io.quarkiverse.processmanager.runtime.config.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.TestPolicy;
import io.quarkiverse.processmanager.runtime.definition.CommandLine;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.Outcome;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.ProgramSettings;
import io.quarkiverse.processmanager.runtime.definition.ProgramSettings.Task;
import io.quarkiverse.processmanager.runtime.program.NodeProject;

/**
 * Adds the tasks that install the dependencies of npm scripts. Processes whose dependencies are installed in one directory share
 * a task, because two installations at once would disturb each other. The first of them, by id, gives the task its id. A declared
 * process with that id takes the place of the task.
 */
public final class InstallTasks {

    /** The end of the id of a task, behind the id of the process that it installs for. */
    public static final String SUFFIX = "-install";

    private final Map<Path, NodeProject> projects = new LinkedHashMap<>();
    private final Map<Path, List<ProcessSettings>> owners = new LinkedHashMap<>();

    private InstallTasks() {
    }

    /**
     * The definitions and the tasks, in the order of their ids.
     *
     * @param all the definitions in the order of their ids
     * @param declared the ids of all declared processes
     * @param complete adds the settings of all processes to a task
     */
    public static List<ProcessDefinition> addTo(List<ProcessDefinition> all, Set<String> declared,
            UnaryOperator<ProcessDefinition> complete) {
        InstallTasks tasks = new InstallTasks();
        List<ProcessDefinition> result = new ArrayList<>();
        all.forEach(definition -> result.add(tasks.withTask(ProcessSettings.of(definition))));
        tasks.owners.forEach((root, owners) -> {
            if (!declared.contains(id(owners))) {
                result.add(complete.apply(task(tasks.projects.get(root), owners)));
            }
        });
        result.sort(Comparator.comparing(ProcessDefinition::id));
        return result;
    }

    /** The definitions without those tasks that the extension has made and on which no process depends. */
    public static List<ProcessDefinition> withoutUnused(Collection<ProcessDefinition> all) {
        Set<String> needed = new HashSet<>();
        all.forEach(process -> process.dependencies().forEach(dependency -> needed.add(dependency.id())));
        return all.stream().filter(process -> needed.contains(process.id())
                || ProgramSettings.task(process.command().program()) == Task.NONE).toList();
    }

    /** The process with its dependency on the task, if it has anything to install. */
    private ProcessDefinition withTask(ProcessSettings process) {
        Optional<NodeProject> project = project(process).filter(NodeProject::needsInstallation);
        if (project.isEmpty()) {
            return process;
        }
        Path root = project.get().root();
        projects.putIfAbsent(root, project.get());
        owners.computeIfAbsent(root, any -> new ArrayList<>()).add(process);
        return process.dependingOn(id(owners.get(root)));
    }

    /** The project of the script; empty without a script, and if the project has a problem, which is reported elsewhere. */
    public static Optional<NodeProject> project(ProcessDefinition process) {
        if (process.command().program().npmScript().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(NodeProject.find(process.command().directory().orElse(Path.of(""))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String id(List<ProcessSettings> owners) {
        return owners.get(0).id() + SUFFIX;
    }

    private static ProcessDefinition task(NodeProject project, List<ProcessSettings> owners) {
        ProcessSettings owner = owners.get(0);
        CommandSettings command = (CommandSettings) owner.command();
        List<String> words = project.install(CommandLine.searchPath(command));
        ProcessDefinitionBuilder builder = ProcessDefinition.builder(id(owners)).name(owner.name() + " (installation)")
                .kind(ProcessKind.TASK)
                .command(words.toArray(String[]::new)).cwd(project.root())
                .inheritEnv(command.inheritEnvironment())
                .unsetEnv(command.unsetEnvironment().toArray(String[]::new))
                .autoStart(owners.stream().anyMatch(process -> process.start().auto()));
        CommandLine.variables(words, command.environment()).forEach(builder::env);
        owner.modes().ifPresent(modes -> builder.modes(modes.toArray(Mode[]::new)));
        // Without the mode test, a policy is a problem of the owner, and would be reported twice. Tests beside dev mode share the
        // installation even if they run the owner themselves.
        owner.start().test().filter(policy -> policy != TestPolicy.OWN)
                .filter(policy -> owner.modes().map(modes -> modes.contains(Mode.TEST)).orElse(true))
                .ifPresent(builder::test);
        owner.execution().user().ifPresent(builder::user);
        owner.execution().group().ifPresent(builder::group);
        project.installed().ifPresent(builder::creates);
        ProcessSettings task = Outcome.of(builder).definition();
        return task.withCommand(
                ((CommandSettings) task.command()).with(ProgramSettings.of(Task.INSTALLATION, project.revision())));
    }
}
