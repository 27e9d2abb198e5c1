package io.quarkiverse.processmanager.deployment.imported;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkiverse.processmanager.terminal.foreign.ForeignFileException;
import io.quarkiverse.processmanager.terminal.foreign.Imported;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.HotDeploymentWatchedFileBuildItem;

/** Reports what the files of other tools say and no property can, and finds what cannot be read. */
class ImportProcessor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    @BuildStep
    ImportProblemsBuildItem check(ProcessManagerBuildTimeConfig config,
            BuildProducer<HotDeploymentWatchedFileBuildItem> watched) {
        if (!config.enabled()) {
            return new ImportProblemsBuildItem(List.of());
        }
        List<ImportedFile> files = new ArrayList<>();
        config.procfile().ifPresent(path -> files.add(ImportedFile.of(ImportedFile.PROCFILE, path)));
        config.compose().ifPresent(path -> files.add(ImportedFile.of(ImportedFile.COMPOSE, path)));
        List<Problem> problems = new ArrayList<>();
        Map<String, ImportedFile> ids = new TreeMap<>();
        for (ImportedFile file : files) {
            watched.produce(new HotDeploymentWatchedFileBuildItem(file.file().toString()));
            try {
                Imported imported = file.read();
                List<String> notes = imported.notes();
                imported.faults().forEach(
                        fault -> problems.add(new Problem("", file.key(), "cannot be read: " + fault)));
                problems.addAll(collisions(imported, file, ids));
                if (!notes.isEmpty()) {
                    LOG.warn("Not all of " + file.file() + " has become a property:\n    " + String.join("\n    ", notes));
                }
            } catch (ForeignFileException e) {
                problems.add(new Problem("", file.key(), e.getMessage()));
            }
        }
        return new ImportProblemsBuildItem(problems);
    }

    /**
     * The processes that two files define. Their settings would be mixed.
     *
     * @param ids the processes of the files before this one; receives those of this one
     */
    static List<Problem> collisions(Imported imported, ImportedFile file, Map<String, ImportedFile> ids) {
        List<Problem> problems = new ArrayList<>();
        for (String id : imported.processes()) {
            ImportedFile other = ids.putIfAbsent(id, file);
            if (other != null) {
                problems.add(new Problem("", file.key(), "defines process '" + id + "', which " + other.file()
                        + " defines, too; rename one of them, or import one of the files only"));
            }
        }
        return problems;
    }
}
