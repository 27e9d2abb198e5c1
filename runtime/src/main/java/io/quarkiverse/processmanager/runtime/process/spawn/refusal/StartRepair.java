package io.quarkiverse.processmanager.runtime.process.spawn.refusal;

import java.util.Optional;

/**
 * Finds out whether another start can succeed where one has failed: whether a file or directory has appeared or changed
 * since, or a port is free. A call of {@link #isDone()} may block as long as the file system does.
 */
@FunctionalInterface
public interface StartRepair {

    /** Whether another start can succeed. */
    boolean isDone();

    /** For a start that a check has refused: the check finds nothing any more, or something else, which is worth a message. */
    static StartRepair of(Check check, StartFailure refusal) {
        return () -> !check.failure().equals(Optional.of(refusal));
    }

    /** The check of a command, which can be repeated. */
    @FunctionalInterface
    interface Check {

        /** The reason why the command cannot be executed now; empty if there is none. */
        Optional<StartFailure> failure();
    }
}
