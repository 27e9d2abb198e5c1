package io.quarkiverse.processmanager.runtime.rules.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.quarkiverse.processmanager.AppliedPattern;
import io.quarkiverse.processmanager.PortConflict;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;

/**
 * Replicas cannot share a fixed port, nor be servers with data. The rule needs to know which ports were chosen and which service the
 * process is, so it comes after the other checks.
 */
public final class ReplicaRule {

    private ReplicaRule() {
    }

    /** The problems of a definition; none without replicas. */
    public static List<Problem> problems(ProcessDefinition definition) {
        List<Problem> problems = new ArrayList<>();
        if (Replicas.isTemplate(definition) && definition.portConflict() == PortConflict.FAIL) {
            Set<String> chosen = ProcessSettings.of(definition).listen().chosen();
            ListenCheck.ports(definition).forEach((name, port) -> {
                if (port > 0 && !chosen.contains(name)) {
                    problems.add(new Problem(definition.id(), ListenCheck.setting(name), port
                            + " is one port, and each replica "
                            + "needs its own; write 0, or port-conflict=next, with which the replicas receive the next free ports "
                            + "from " + port + " on"));
                }
            });
        }
        if (Replicas.isTemplate(definition)) {
            definition.pattern().filter(AppliedPattern::isService)
                    .ifPresent(service -> problems.add(new Problem(definition.id(),
                            "replicas",
                            "cannot be combined with service=" + service.name() + ": its replicas would be servers with data "
                                    + "of their own, which know nothing of each other; remove one of them")));
        }
        return problems;
    }
}
