package io.quarkiverse.processmanager.deployment.export.compose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.deployment.ProcessDefinitionsBuildItem;
import io.quarkiverse.processmanager.deployment.export.ExportFiles;
import io.quarkiverse.processmanager.deployment.export.ExportPlan;
import io.quarkiverse.processmanager.deployment.export.ExportPlanBuildItem;
import io.quarkiverse.processmanager.deployment.export.ExportReportBuildItem;
import io.quarkiverse.processmanager.deployment.export.ExportTarget;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.export.ProcessManagerExportConfig;
import io.quarkus.container.spi.ContainerImageInfoBuildItem;
import io.quarkus.deployment.IsProduction;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.pkg.builditem.ArtifactResultBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.deployment.pkg.builditem.OutputTargetBuildItem;

/** Writes {@code compose.yaml} in the build of a package. */
class ComposeProcessor {

    private static final String DOCKERFILE = "src/main/docker/Dockerfile.jvm";
    /** The data of a process that is no service. */
    private static final String DATA = "/var/lib";

    static final class Wanted implements BooleanSupplier {

        private final ProcessManagerBuildTimeConfig manager;
        private final ProcessManagerExportConfig config;

        Wanted(ProcessManagerBuildTimeConfig manager, ProcessManagerExportConfig config) {
            this.manager = manager;
            this.config = config;
        }

        @Override
        public boolean getAsBoolean() {
            return manager.enabled() && config.export().compose();
        }
    }

    @BuildStep(onlyIf = { IsProduction.class, Wanted.class })
    @Produce(ArtifactResultBuildItem.class)
    ExportReportBuildItem write(ExportPlanBuildItem plans, ProcessDefinitionsBuildItem definitions,
            ProcessManagerExportConfig config, OutputTargetBuildItem output, CurateOutcomeBuildItem module,
            Optional<ContainerImageInfoBuildItem> image) {
        ExportFiles files = ExportFiles.in(output.getOutputDirectory(), config.export().directory());
        Path project = ExportFiles.project(module);
        Optional<Path> dockerfile = Optional.of(project.resolve(DOCKERFILE)).filter(Files::isRegularFile);
        boolean taken = definitions.processes().stream().anyMatch(process -> process.id().equals("app"));
        ComposeApplication application = new ComposeApplication(taken ? "application" : "app",
                image.map(ContainerImageInfoBuildItem::getImage), dockerfile, project, files.directory());
        ExportTarget target = new ExportTarget(true, id -> id, application.name(), DATA);
        ExportPlan all = plans.plan(target);
        List<Problem> without = all.processes().stream().filter(process -> process.image().isEmpty())
                .map(process -> new Problem(process.id(), "image", "is missing, so the process is left out")).toList();
        ExportPlan plan = plans.without(without, target, all);
        ComposeDocument document = ComposeDocument.of(plan, application, without);
        files.write("compose.yaml", document.text());
        files.writeIfMissing(".env", document.variables());
        return new ExportReportBuildItem("compose.yaml", document.missing());
    }
}
