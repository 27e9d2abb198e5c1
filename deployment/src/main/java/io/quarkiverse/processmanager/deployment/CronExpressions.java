package io.quarkiverse.processmanager.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import com.cronutils.model.CronType;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkus.scheduler.common.runtime.CronParser;

/**
 * Parses the cron expressions of the schedules. The kind of all expressions is a setting of the application, which the definitions do
 * not know, so a build step does this.
 */
final class CronExpressions {

    private CronExpressions() {
    }

    /** The expressions that the scheduler would refuse at the start of the application. */
    static List<Problem> problems(Collection<ProcessDefinition> definitions, CronType kind) {
        List<Problem> problems = new ArrayList<>();
        for (ProcessDefinition definition : definitions) {
            definition.start().schedule().cron().ifPresent(cron -> {
                try {
                    new CronParser(kind).parse(cron);
                } catch (IllegalArgumentException e) {
                    problems.add(new Problem(definition.id(), "schedule.cron",
                            "'" + cron + "' is not a cron expression of the kind "
                                    + kind.name().toLowerCase(Locale.ROOT) + ", which quarkus.scheduler.cron-type sets: "
                                    + e.getMessage()));
                }
            });
        }
        return problems;
    }
}
