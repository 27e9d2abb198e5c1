package io.quarkiverse.processmanager.deployment.export;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.Problem;
import io.quarkus.builder.item.SimpleBuildItem;

/** Makes the plan of a deployment. Only the build of a package has the item. For the build steps of this extension only. */
public final class ExportPlanBuildItem extends SimpleBuildItem {

    private final BiFunction<ExportTarget, Predicate<String>, ExportPlan> reader;

    ExportPlanBuildItem(BiFunction<ExportTarget, Predicate<String>, ExportPlan> reader) {
        this.reader = reader;
    }

    /** The plan of all processes. Each call reads the configuration again, with the addresses of the target. */
    public ExportPlan plan(ExportTarget target) {
        return plan(target, id -> true);
    }

    /**
     * The plan of some processes.
     *
     * @param ids whether a process with an id is part of the deployment
     */
    public ExportPlan plan(ExportTarget target, Predicate<String> ids) {
        return reader.apply(target, ids);
    }

    /**
     * The plan without the processes that have a problem.
     *
     * @param all the plan of all processes at the target
     */
    public ExportPlan without(List<Problem> problems, ExportTarget target, ExportPlan all) {
        return problems.isEmpty() ? all
                : plan(target, id -> problems.stream().noneMatch(problem -> problem.processId().equals(id)));
    }
}
