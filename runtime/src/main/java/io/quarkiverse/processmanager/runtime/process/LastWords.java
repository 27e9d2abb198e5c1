package io.quarkiverse.processmanager.runtime.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessException.Reason;

/**
 * Understands what a program of the {@link StartChain} says when it cannot become the next one. What has gone wrong is in the
 * language of the user, so it is found out in another way where there is one; who says it and the name of the command are in no
 * language.
 */
final class LastWords {

    private static final int REFUSED = 1;
    private static final int CANNOT_EXECUTE = 126;
    private static final int NOT_FOUND = 127;

    private LastWords() {
    }

    /** What was wrong, if the exit code and the first lines of output are those of a command that was never executed. */
    static Optional<StartFailure> of(int code, Preparation preparation, RunOutput output) {
        if (!isPossible(code, preparation)) {
            return Optional.empty();
        }
        List<LogLine> lines = output.firstLines(2);
        return lines.size() != 1 ? Optional.empty() : explain(code, lines.get(0).text(), preparation);
    }

    /** Whether a process with that exit code may never have become its command. */
    private static boolean isPossible(int code, Preparation preparation) {
        return code == CANNOT_EXECUTE || code == NOT_FOUND
                || code == REFUSED && (preparation.beginsWith("prlimit") || preparation.beginsWith("setpriv"));
    }

    /** The failure that the only line of a process tells of, if that is not a line of its command. */
    static Optional<StartFailure> explain(int code, String line, Preparation preparation) {
        int colon = line.indexOf(": ");
        if (colon < 0) {
            return Optional.empty();
        }
        String speaker = line.substring(line.lastIndexOf('/', colon) + 1, colon);
        String text = line.substring(colon + 2);
        if (speaker.equals("setsid") && code != REFUSED && names(text, preparation.words().get(0))) {
            return Optional.of(notExecuted(code, text, preparation));
        }
        if ((speaker.equals("prlimit") || speaker.equals("setpriv")) && preparation.beginsWith(speaker)) {
            return Optional.of(StartFailure.ofText(line, Reason.EPERM));
        }
        return Optional.empty();
    }

    /** Whether the text has the name as a whole, in whatever quotes. */
    private static boolean names(String text, String program) {
        return Pattern.compile("(?<![\\w./-])" + Pattern.quote(program) + "(?![\\w./-])").matcher(text).find();
    }

    private static StartFailure notExecuted(int code, String text, Preparation preparation) {
        Optional<Path> program = preparation.program();
        if (program.isEmpty()) {
            return new StartFailure(Reason.ENOENT, "command not found, or it was removed in the meantime (" + text + ")");
        }
        if (code == NOT_FOUND) {
            return new StartFailure(Reason.BAD_INTERPRETER,
                    "the interpreter or the loader that the program needs does not exist (" + text + ")");
        }
        if (!preparation.permission().toExecute(program.get())) {
            return new StartFailure(Reason.EACCES,
                    "the command " + program.get() + " may not be executed" + preparation.permission().by());
        }
        return OpenFiles.isBeingWritten(program.get()) ? StartFailure.busy() : StartFailure.ofText(text, Reason.SPAWN_FAILED);
    }
}
