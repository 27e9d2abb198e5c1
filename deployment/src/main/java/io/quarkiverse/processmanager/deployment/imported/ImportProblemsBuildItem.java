package io.quarkiverse.processmanager.deployment.imported;

import java.util.List;

import io.quarkiverse.processmanager.Problem;
import io.quarkus.builder.item.SimpleBuildItem;

/** What is wrong with the files of other tools. The step that checks the definitions refuses all problems at once. */
public final class ImportProblemsBuildItem extends SimpleBuildItem {

    private final List<Problem> problems;

    ImportProblemsBuildItem(List<Problem> problems) {
        this.problems = List.copyOf(problems);
    }

    /** The problems; empty without an imported file. */
    public List<Problem> problems() {
        return problems;
    }
}
