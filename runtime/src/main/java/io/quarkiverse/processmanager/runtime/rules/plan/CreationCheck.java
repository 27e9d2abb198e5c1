package io.quarkiverse.processmanager.runtime.rules.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.ContributedKeys;
import io.quarkiverse.processmanager.runtime.definition.DefinitionCheck;
import io.quarkiverse.processmanager.runtime.definition.text.ProblemText;

/** Checks whether code may create a process with a definition. */
final class CreationCheck {

    private CreationCheck() {
    }

    static void check(ProcessDefinition definition) {
        List<Problem> problems = new ArrayList<>(DefinitionCheck.problems(definition));
        if (definition.execution().detached()) {
            problems.add(new Problem(definition.id(), "detached", "is only for declared processes: the next start of the "
                    + "application would stop it before its code could create it again"));
        }
        if (definition.modes().isPresent()) {
            problems.add(new Problem(definition.id(), "modes", "is only for declared processes: code that creates one says by "
                    + "itself when it runs"));
        }
        if (!definition.config().isEmpty()) {
            problems.add(new Problem(definition.id(), ContributedKeys.setting(definition.config().keySet().iterator().next()),
                    "is only for declared processes: the application has read its configuration before its code can create a "
                            + "process"));
        }
        if (definition.keepOnReload() && hasForeignProbe(definition)) {
            problems.add(new Problem(definition.id(), "health", "is checked by a class of the application, which a live reload "
                    + "replaces, so the process cannot be kept; use health.url, health.port, health.command or health.log"));
        }
        if (!problems.isEmpty()) {
            throw refusal(definition.id(), ProblemText.ofSettings("create", definition.id(), problems));
        }
    }

    /** The exception for problems between processes. It names new processes, which cause also the problems of earlier ones. */
    static ProcessException refusal(List<Conflict> conflicts, Collection<String> created) {
        List<Problem> problems = conflicts.stream().map(one -> one.problemOf(created).orElseGet(one::problem)).toList();
        String id = problems.get(0).processId();
        return refusal(id, ProblemText.ofDependencies("create", id, problems));
    }

    private static ProcessException refusal(String id, String message) {
        return new ProcessException(Reason.INVALID, id, message);
    }

    private static boolean hasForeignProbe(ProcessDefinition definition) {
        ClassLoader ours = CreationCheck.class.getClassLoader();
        return Stream.of(definition.healthCheck(), definition.liveness()).flatMap(Optional::stream)
                .anyMatch(check -> check.probe().getClass().getClassLoader() != ours);
    }
}
