package io.quarkiverse.processmanager.runtime.definition.traits;

import java.util.Optional;
import java.util.function.BiConsumer;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.StartPolicy;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.TestPolicy;

/** The rules for a definition with replicas. */
public final class ReplicaCheck {

    /** More replicas are a mistake in writing; each one is a process with threads and files of its own. */
    public static final int MOST = 1000;

    private static final String SETTING = "replicas";
    private static final int LONGEST_ID = 63;

    private ReplicaCheck() {
    }

    /** {@code refuse} receives each problem as a setting and a message. */
    public static void check(ProcessDefinition definition, Replication replication, BiConsumer<String, String> refuse) {
        if (replication.declared().isEmpty() || replication.member().isPresent()) {
            return;
        }
        int replicas = definition.replicas();
        number(replicas).ifPresent(message -> refuse.accept(SETTING, message));
        String last = definition.id() + "-" + (MOST - 1);
        if (last.length() > LONGEST_ID) {
            refuse.accept(SETTING, "makes ids such as " + last
                    + ", which are longer than " + LONGEST_ID + " characters; give the process a shorter id");
        }
        task(definition).ifPresent(setting -> refuse.accept(SETTING, "cannot be combined with " + setting
                + ": a task runs once, and its replicas would do the same work; remove one of them"));
        if (definition.command().stdin().filter(Stdin.CONSOLE::equals).isPresent()) {
            refuse.accept("stdin",
                    "cannot be console for a process with replicas, because only one process receives the lines; "
                            + "write open, and name the replica when you send a line");
        }
        if (definition.start().test().filter(TestPolicy.SHARED::equals).isPresent()) {
            refuse.accept("test", "cannot be shared for a process with replicas, because their number in dev mode can change; "
                    + "write own or off");
        }
    }

    /** The problem of a number of replicas. */
    public static Optional<String> number(int replicas) {
        return replicas < 1 || replicas > MOST ? Optional.of(replicas + " is not between 1 and " + MOST)
                : Optional.empty();
    }

    /** The setting that makes a task of the process. */
    private static Optional<String> task(ProcessDefinition definition) {
        StartPolicy start = definition.start();
        return definition.kind().filter(ProcessKind.TASK::equals).isPresent() ? Optional.of("kind=task")
                : start.creates().isPresent() ? Optional.of("creates")
                        : start.rerun().isPresent() ? Optional.of("rerun")
                                : start.schedule().isSet() ? Optional.of("schedule") : Optional.empty();
    }
}
