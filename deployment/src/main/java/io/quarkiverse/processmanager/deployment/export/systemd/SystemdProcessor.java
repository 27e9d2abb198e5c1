package io.quarkiverse.processmanager.deployment.export.systemd;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.deployment.export.ExportFiles;
import io.quarkiverse.processmanager.deployment.export.ExportPlan;
import io.quarkiverse.processmanager.deployment.export.ExportPlanBuildItem;
import io.quarkiverse.processmanager.deployment.export.ExportReportBuildItem;
import io.quarkiverse.processmanager.deployment.export.ExportTarget;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.export.ProcessManagerExportConfig;
import io.quarkus.deployment.IsProduction;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.ApplicationInfoBuildItem;
import io.quarkus.deployment.pkg.NativeConfig;
import io.quarkus.deployment.pkg.PackageConfig;
import io.quarkus.deployment.pkg.builditem.ArtifactResultBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.deployment.pkg.builditem.OutputTargetBuildItem;
import io.quarkus.scheduler.runtime.SchedulerConfig;

/** Writes the units of systemd in the build of a package. */
class SystemdProcessor {

    private static final String DIRECTORY = "systemd/";

    static final class Wanted implements BooleanSupplier {

        private final ProcessManagerBuildTimeConfig manager;
        private final ProcessManagerExportConfig config;

        Wanted(ProcessManagerBuildTimeConfig manager, ProcessManagerExportConfig config) {
            this.manager = manager;
            this.config = config;
        }

        @Override
        public boolean getAsBoolean() {
            return manager.enabled() && config.export().systemd();
        }
    }

    @BuildStep(onlyIf = { IsProduction.class, Wanted.class })
    @Produce(ArtifactResultBuildItem.class)
    ExportReportBuildItem write(ExportPlanBuildItem plans, ProcessManagerExportConfig config, OutputTargetBuildItem output,
            CurateOutcomeBuildItem module, ApplicationInfoBuildItem info, PackageConfig packages, NativeConfig nativeConfig,
            SchedulerConfig scheduler) {
        Path project = ExportFiles.project(module);
        String home = SystemdApplication.of(info.getName(), List.of(), project).home();
        SystemdApplication application = SystemdApplication.of(info.getName(),
                command(home, output.getBaseName() + packages.computedRunnerSuffix(), packages, nativeConfig), project);
        ExportTarget target = new ExportTarget(false, id -> ExportTarget.LOCALHOST, ExportTarget.LOCALHOST,
                "/var/lib/" + application.name());
        ExportPlan all = plans.plan(target);
        List<Problem> without = all.processes().stream().map(SystemdCounterparts::withoutCommand).flatMap(Optional::stream)
                .toList();
        ExportPlan plan = plans.without(without, target, all);
        SystemdDocument document = SystemdDocument.of(plan, application, scheduler.cronType(), without);
        ExportFiles files = ExportFiles.in(output.getOutputDirectory(), config.export().directory());
        files.deleteOthers(DIRECTORY, document.files().keySet());
        document.files().forEach((name, text) -> files.write(DIRECTORY + name, text));
        document.templates().forEach((name, text) -> files.writeIfMissing(DIRECTORY + name, text));
        return new ExportReportBuildItem("systemd", document.missing());
    }

    /** The command of the package that this build makes. */
    private static List<String> command(String home, String runner, PackageConfig packages, NativeConfig nativeConfig) {
        if (nativeConfig.enabled()) {
            return List.of(home + "/" + runner);
        }
        boolean oneFile = packages.jar().type() == PackageConfig.JarConfig.JarType.UBER_JAR;
        return List.of("/usr/bin/java", "-jar", home + (oneFile ? "/" + runner + ".jar" : "/quarkus-app/quarkus-run.jar"));
    }
}
