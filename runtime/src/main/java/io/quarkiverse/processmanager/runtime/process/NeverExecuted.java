package io.quarkiverse.processmanager.runtime.process;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessException.Reason;

/** Knows the end of the program that makes the session, when it could not execute the command, from that of the command. */
final class NeverExecuted {

    private static final int CANNOT_EXECUTE = 126;
    private static final int NOT_FOUND = 127;

    private NeverExecuted() {
    }

    /** What was wrong, if the exit code and the first lines of output are those of a command that was never executed. */
    static Optional<StartFailure> of(int code, Command command, RunOutput output) {
        if (code != CANNOT_EXECUTE && code != NOT_FOUND) {
            return Optional.empty();
        }
        List<LogLine> lines = output.firstLines(2);
        String program = command.shell() ? "/bin/sh" : command.words().get(0);
        if (lines.size() != 1 || !lines.get(0).text().startsWith("setsid: ") || !lines.get(0).text().contains(program)) {
            return Optional.empty();
        }
        String text = lines.get(0).text().substring("setsid: ".length());
        if (code == NOT_FOUND) {
            return Optional.of(new StartFailure(Reason.BAD_INTERPRETER,
                    "the interpreter or the loader that the program needs does not exist (" + text + ")"));
        }
        return Optional.of(new StartFailure(text.contains("busy") ? Reason.ETXTBSY : Reason.SPAWN_FAILED, text));
    }
}
