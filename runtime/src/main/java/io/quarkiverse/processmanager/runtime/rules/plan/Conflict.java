package io.quarkiverse.processmanager.runtime.rules.plan;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.Problem;

/**
 * A problem between definitions. A definition that came later can cause the problem of an earlier one.
 *
 * @param views the problem as each definition that takes part in it has it; the first is the dependent whose dependency can
 *        never be met
 */
record Conflict(List<Problem> views) {

    Problem problem() {
        return views.get(0);
    }

    /** The problem as one of these processes has it, if any of them takes part in it. */
    Optional<Problem> problemOf(Collection<String> ids) {
        return views.stream().filter(view -> ids.contains(view.processId())).findFirst();
    }
}
