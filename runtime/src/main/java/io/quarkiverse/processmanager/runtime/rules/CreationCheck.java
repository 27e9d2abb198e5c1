package io.quarkiverse.processmanager.runtime.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;

/** What a definition must fulfil by itself so that code may create a process with it. */
final class CreationCheck {

    private CreationCheck() {
    }

    static void check(ProcessDefinition definition) {
        List<Problem> problems = new ArrayList<>(definition.problems());
        if (definition.execution().detached()) {
            problems.add(new Problem(definition.id(), "detached", "is only for declared processes: the next start of the "
                    + "application would stop it before its code could create it again"));
        }
        if (definition.modes().isPresent()) {
            problems.add(new Problem(definition.id(), "modes", "is only for declared processes: code that creates one says by "
                    + "itself when it runs"));
        }
        if (definition.keepOnReload() && hasForeignProbe(definition)) {
            problems.add(new Problem(definition.id(), "health", "is checked by a class of the application, which a live reload "
                    + "replaces, so the process cannot be kept; use health.url, health.port, health.command or health.log"));
        }
        if (!problems.isEmpty()) {
            throw refusal(definition.id(), problems.stream().map(one -> (one.setting() + " " + one.message()).strip()));
        }
    }

    /** Names all problems that there are between processes; those of others by their properties. */
    static ProcessException refusal(List<Problem> problems) {
        String id = problems.get(0).processId();
        return refusal(id, problems.stream().map(one -> one.processId().equals(id) ? one.message() : one.toString()));
    }

    private static ProcessException refusal(String id, Stream<String> problems) {
        return new ProcessException(Reason.INVALID, id,
                problems.collect(Collectors.joining("; ", "cannot create process '" + id + "': ", "")));
    }

    private static boolean hasForeignProbe(ProcessDefinition definition) {
        ClassLoader ours = CreationCheck.class.getClassLoader();
        return definition.healthCheck().filter(check -> check.probe().getClass().getClassLoader() != ours).isPresent();
    }
}
