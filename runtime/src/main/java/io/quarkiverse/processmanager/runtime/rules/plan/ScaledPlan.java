package io.quarkiverse.processmanager.runtime.rules.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;

/**
 * Keeps what a command has scaled when the application declares its processes again, after a live reload for example. A process
 * whose {@code replicas} has changed in the meantime has the new number, and the ids of replicas end before that of another process.
 */
final class ScaledPlan {

    private ScaledPlan() {
    }

    /** The next plan with the numbers of replicas that the plan before has. */
    static Plan of(Plan next, Plan before) {
        List<ProcessDefinition> given = new ArrayList<>(next.given());
        boolean changed = false;
        for (Map.Entry<String, List<String>> group : next.groups().entrySet()) {
            int wanted = before.replicas(group.getKey()).size();
            ProcessDefinition template = next.template(group.getKey()).orElseThrow();
            Optional<ProcessDefinition> known = before.template(group.getKey());
            if (known.filter(one -> one.replicas() == template.replicas()).isPresent() && wanted != group.getValue().size()) {
                changed = true;
                given.removeIf(one -> group.getValue().contains(one.id()) && Replicas.index(one).getAsInt() >= wanted);
                for (int index = group.getValue().size(); index < wanted
                        && !next.isTaken(Replicas.id(group.getKey(), index)); index++) {
                    added(template, index, before).ifPresent(given::add);
                }
            }
        }
        return changed ? Plan.ofChecked(given) : next;
    }

    /** A replica beyond the declared number keeps its ports; if the names of the ports have changed, it has none to keep. */
    private static Optional<ProcessDefinition> added(ProcessDefinition template, int index, Plan before) {
        ProcessDefinition outline = Replicas.outline(template, index);
        return before.findGiven(outline.id()).map(ListenCheck::ports)
                .filter(ports -> ports.keySet().equals(ListenCheck.ports(outline).keySet()))
                .map(ports -> Replicas.complete(Replicas.withPorts(outline, ports)));
    }
}
