package io.quarkiverse.processmanager.runtime.process.spawn;

import java.nio.file.Path;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.libc.SystemError;
import io.quarkiverse.processmanager.runtime.process.spawn.checks.ProgramLookup;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;

/** Explains why the system did not execute a command that {@link ProgramLookup#check} has passed. */
final class ExecutionError {

    private static final int NO_SUCH_FILE = 2;
    private static final int NOT_PERMITTED = 13;

    private ExecutionError() {
    }

    static StartFailure explain(SystemError error, PreparedCommand command) {
        Optional<Path> program = command.program();
        if (program.isPresent() && error.number() == NO_SUCH_FILE) {
            return new StartFailure(Reason.INVALID_INTERPRETER,
                    "the interpreter or the loader that the program needs does not exist");
        }
        if (program.isPresent() && error.number() == NOT_PERMITTED) {
            return new StartFailure(Reason.EACCES,
                    "the command " + StartFailure.path(program.get()) + " may not be executed" + command.permission().by());
        }
        return StartFailure.ofNumber(error.number(), String.valueOf(error.getMessage()));
    }
}
