package io.quarkiverse.processmanager.deployment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.deployment.artifact.ArtifactsBuildItem;
import io.quarkiverse.processmanager.deployment.imported.ImportProblemsBuildItem;
import io.quarkiverse.processmanager.runtime.config.Definitions;
import io.quarkiverse.processmanager.runtime.config.KnownKeys;
import io.quarkiverse.processmanager.runtime.config.LaunchContext;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesConfig;
import io.quarkiverse.processmanager.runtime.config.program.InstallTasks;
import io.quarkiverse.processmanager.runtime.config.text.ProcessReference;
import io.quarkiverse.processmanager.runtime.program.NodeProject;
import io.quarkus.deployment.IsProduction;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.HotDeploymentWatchedFileBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.scheduler.runtime.SchedulerConfig;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SecretKeys;
import io.smallrye.config.SmallRyeConfig;

/** Reads the definitions of the processes, and fails the build if a definition is invalid. */
class ProcessDefinitionsProcessor {

    private static final String PROCESSES = "quarkus.processes.";

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    /** Runs in every build, because each build consumes its items; so no invalid definition goes unnoticed. */
    @BuildStep
    @Produce(ServiceStartBuildItem.class)
    ProcessDefinitionsBuildItem readDefinitions(ProcessManagerBuildTimeConfig manager, ProcessesConfigBuildItem processes,
            ProcessesBuildTimeConfig written, ProcessPatternsBuildItem patterns, ArtifactsBuildItem artifacts,
            SchedulerConfig scheduler, LaunchModeBuildItem launchMode, ImportProblemsBuildItem imported) {
        if (!manager.enabled()) {
            return new ProcessDefinitionsBuildItem(List.of(), List.of());
        }
        Definitions definitions = Definitions.read(processes.config(),
                LaunchContext.ofBuild(Path.of(""), launchMode.getLaunchMode()), patterns.patterns());
        definitions.warnings().forEach(LOG::warn);
        if (launchMode.getLaunchMode() == LaunchMode.DEVELOPMENT) {
            strayReferences(processes.config()).forEach(LOG::warn);
        }
        List<Problem> problems = new ArrayList<>(imported.problems());
        problems.addAll(definitions.allProblems());
        if (problems.isEmpty()) {
            problems.addAll(CronExpressions.problems(definitions.all(), scheduler.cronType()));
        }
        problems.addAll(tooLate(definitions, processes.ofExtensions(), written));
        if (!problems.isEmpty()) {
            throw Refusal.of(problems);
        }
        return new ProcessDefinitionsBuildItem(definitions.all(), definitions.running());
    }

    /**
     * The other properties of the application that refer to a process without a definition, each with the end of a sentence. No
     * code has to read such a property in dev mode, so these are warnings.
     */
    private static Set<String> strayReferences(ProcessesConfig processes) {
        SmallRyeConfig config = processes.raw();
        Set<String> sentences = new TreeSet<>();
        for (ConfigSource source : config.getConfigSources()) {
            for (String name : source.getPropertyNames()) {
                String text = source.getValue(name);
                String property = name.replaceFirst("^%[^.]+\\.", "");
                if (text != null && text.contains(PROCESSES) && !property.startsWith(PROCESSES)
                        && isInForce(SecretKeys.doUnlocked(() -> config.getConfigValue(property)), text)) {
                    ProcessReference.toUnknown(text, processes.ids()).ifPresent(end -> sentences.add(property + ": " + end));
                }
            }
        }
        return sentences;
    }

    /** Whether a text is the one that counts, and has no value. */
    private static boolean isInForce(ConfigValue value, String text) {
        return text.equals(value.getRawValue()) && value.getValue() == null;
    }

    /** Whether the application starts a phase after itself is decided before there are build items; see {@link AfterAppProcesses}. */
    private static List<Problem> tooLate(Definitions definitions, Set<String> ofExtensions, ProcessesBuildTimeConfig written) {
        return definitions.running().stream().filter(process -> ofExtensions.contains(process.id()))
                .filter(process -> process.start().phase().filter(StartPhase.AFTER_APP::equals).isPresent())
                .filter(process -> written.processes().get(process.id()).startPhase().isEmpty())
                .map(process -> new Problem(process.id(), "start-phase", "cannot be after-app for a process that an extension "
                        + "declares; set it in the configuration of the application"))
                .toList();
    }

    /** A packaged application reads the keys as a resource, so that its start collects none. */
    @BuildStep(onlyIf = IsProduction.class)
    GeneratedResourceBuildItem keys() {
        return new GeneratedResourceBuildItem(KnownKeys.RESOURCE, KnownKeys.table().getBytes(StandardCharsets.UTF_8));
    }

    /** In dev mode, a change of a {@code package.json} or of its lock file reloads the application. */
    @BuildStep
    void watchProjectsOfScripts(ProcessDefinitionsBuildItem definitions,
            BuildProducer<HotDeploymentWatchedFileBuildItem> watched) {
        Set<Path> files = new TreeSet<>();
        definitions.running()
                .forEach(process -> InstallTasks.project(process).map(NodeProject::files).ifPresent(files::addAll));
        files.forEach(file -> watched.produce(new HotDeploymentWatchedFileBuildItem(file.toString())));
    }

    /** In dev mode, a change of an environment file reloads the application. */
    @BuildStep
    void watchEnvironmentFiles(ProcessesConfigBuildItem processes, BuildProducer<HotDeploymentWatchedFileBuildItem> watched) {
        Set<Path> files = new TreeSet<>(processes.config().common().envFile().orElse(List.of()));
        processes.config().processes().values().forEach(process -> files.addAll(process.envFile().orElse(List.of())));
        files.forEach(file -> watched.produce(new HotDeploymentWatchedFileBuildItem(file.toAbsolutePath().toString())));
    }
}
