package io.quarkiverse.processmanager.deployment.imported;

import java.util.ArrayList;
import java.util.List;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.deployment.Refusal;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkiverse.processmanager.terminal.foreign.ForeignFileException;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.HotDeploymentWatchedFileBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;

/** Reports what the files of other tools say and no property can, and refuses a file that cannot be read. */
class ImportProcessor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    @BuildStep
    @Produce(ServiceStartBuildItem.class)
    void check(ProcessManagerBuildTimeConfig config, BuildProducer<HotDeploymentWatchedFileBuildItem> watched) {
        if (!config.enabled()) {
            return;
        }
        List<ImportedFile> files = new ArrayList<>();
        config.procfile().ifPresent(path -> files.add(ImportedFile.of(ImportedFile.PROCFILE, path)));
        config.compose().ifPresent(path -> files.add(ImportedFile.of(ImportedFile.COMPOSE, path)));
        List<Problem> problems = new ArrayList<>();
        for (ImportedFile file : files) {
            watched.produce(new HotDeploymentWatchedFileBuildItem(file.file().toString()));
            try {
                List<String> notes = file.read().notes();
                if (!notes.isEmpty()) {
                    LOG.warn("Not all of " + file.file() + " has become a property:\n    " + String.join("\n    ", notes));
                }
            } catch (ForeignFileException e) {
                problems.add(new Problem("", file.key(), e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw Refusal.of(problems);
        }
    }
}
