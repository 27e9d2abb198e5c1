package io.quarkiverse.processmanager.deployment.export;

import java.util.List;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.deployment.ProcessDefinitionsBuildItem;
import io.quarkiverse.processmanager.deployment.ProcessPatternsBuildItem;
import io.quarkiverse.processmanager.deployment.ProcessesConfigBuildItem;
import io.quarkus.deployment.IsProduction;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.ApplicationInfoBuildItem;
import io.quarkus.deployment.pkg.builditem.ArtifactResultBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;

/** Makes the plan of a deployment for the writers, and reports what their documents leave out. */
class ExportProcessor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    @BuildStep(onlyIf = IsProduction.class)
    @Consume(ProcessDefinitionsBuildItem.class)
    ExportPlanBuildItem plan(ProcessesConfigBuildItem config, ProcessPatternsBuildItem patterns,
            ApplicationInfoBuildItem application, CurateOutcomeBuildItem module) {
        // Each production build has this item, and most builds write no document: they read nothing.
        return new ExportPlanBuildItem(
                (target, ids) -> new ExportReader(config.config(), patterns.patterns(), application.getName(),
                        ExportFiles.project(module)).read(target, ids));
    }

    /** One warning for all documents, at the end of the build. */
    @BuildStep(onlyIf = IsProduction.class)
    @Produce(ArtifactResultBuildItem.class)
    void report(List<ExportReportBuildItem> reports) {
        StringBuilder text = new StringBuilder();
        for (ExportReportBuildItem report : reports) {
            for (Problem problem : report.withoutCounterpart()) {
                text.append("\n    ").append(report.document()).append(": ").append(problem);
            }
        }
        if (text.length() > 0) {
            LOG.warn("these settings of processes have no counterpart in the written files:" + text);
        }
    }
}
