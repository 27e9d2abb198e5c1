package io.quarkiverse.processmanager.runtime.rules;

import java.util.Optional;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.runtime.definition.RestartSettings;

/**
 * The causes of a failed start that a further try does not remove. Such a start is not tried again and again: the process fails at
 * once, and starts when a file has changed or a port is free, when its definition changes, or by a command.
 */
public final class PermanentCause {

    private static final String BY_HAND = "it starts when its definition changes, or by a command";

    private PermanentCause() {
    }

    /**
     * Whether the process waits for a repair instead of another try. A task does, too: a start that has failed has done no work.
     * {@code restart.policy=never} means that the process never starts without a command.
     */
    public static boolean awaitsRepair(Exit exit, ProcessDefinition definition) {
        RestartPolicy restart = definition.restart();
        return exit.reason().flatMap(PermanentCause::remedy).isPresent()
                && (restart.mode() != RestartPolicy.Mode.NEVER || RestartSettings.isOfTask(restart));
    }

    /**
     * The same for the exit of a process.
     *
     * @param portHeld whether the process has exited because another process listens on its port. A task that has run is done,
     *        whatever it has done
     */
    public static boolean awaitsRepair(Exit exit, boolean portHeld, ProcessDefinition definition) {
        return awaitsRepair(exit, definition) || portHeld && definition.restart().mode() != RestartPolicy.Mode.NEVER;
    }

    /** What makes the process start, as the end of a sentence; empty if the cause is not permanent. */
    static Optional<String> remedy(Reason reason) {
        return Optional.ofNullable(switch (reason) {
            case ENOENT -> "it starts when the file exists";
            case EACCES -> "it starts when the file may be executed";
            case INVALID_DIRECTORY -> "it starts when the directory can be used";
            case INVALID_INTERPRETER -> "it starts when the interpreter exists or the file changes";
            case NOT_EXECUTABLE -> "it starts when the file changes";
            case PORT_IN_USE -> "it starts when the port is free";
            case DATA_IN_USE -> "it starts when the directory is free";
            case NOT_PERMITTED, ARGUMENTS_TOO_LONG, INVALID, JDK_REPLACED -> BY_HAND;
            // A writer finishes, resources become free, another run ends, and another cause can be of any kind.
            case PROGRAM_BUSY, OUT_OF_RESOURCES, OWNED_BY_OTHER_RUN, PRE_START_FAILED, SPAWN_FAILED -> null;
            // These are not causes of a failed start, or the process manager ends.
            case SKIPPED, EXITED, STARTUP_TIMEOUT, UNHEALTHY, OVER_LIMIT, DEPENDENCY_FAILED, WAIT_TIMEOUT, NOT_KILLED,
                    SUPERSEDED, NOT_RUNNING, EXTERNAL, ALREADY_RUNNING, TIMEOUT, EXISTS, HAS_DEPENDENTS, MUST_NOT_BLOCK,
                    INTERRUPTED,
                    NOT_FOUND,
                    INTERNAL, CLOSED ->
                null;
        });
    }
}
