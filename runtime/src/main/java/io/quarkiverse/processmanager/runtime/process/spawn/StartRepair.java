package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
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

    /** For a start that the system has refused: the file of the program is another one, or has changed. */
    static StartRepair of(PreparedCommand refused) {
        List<Object> before = state(refused);
        return () -> !state(refused).equals(before);
    }

    private static List<Object> state(PreparedCommand command) {
        Optional<Path> program = command.program();
        if (program.isEmpty()) {
            return List.of();
        }
        try {
            BasicFileAttributes file = Files.readAttributes(program.get(), BasicFileAttributes.class);
            return List.of(program.get(), file.size(), file.lastModifiedTime(), String.valueOf(file.fileKey()),
                    command.permission().toExecute(program.get()));
        } catch (IOException e) {
            return List.of(program.get());
        }
    }

    /** The check of a command, which can be repeated. */
    @FunctionalInterface
    interface Check {

        /** The reason why the command cannot be executed now; empty if there is none. */
        Optional<StartFailure> failure();
    }
}
