package io.quarkiverse.processmanager.runtime.process.assembly;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.output.OutputCapture;
import io.quarkiverse.processmanager.runtime.process.platform.LinuxOpenFiles;
import io.quarkiverse.processmanager.runtime.process.spawn.PreparedCommand;
import io.quarkiverse.processmanager.runtime.process.spawn.ProgramFile;
import io.quarkiverse.processmanager.runtime.process.spawn.StartChain;
import io.quarkiverse.processmanager.runtime.process.spawn.StartFailure;

/**
 * Understands what a program of the {@link StartChain} says when it cannot become the next one. What has gone wrong is in the
 * language of the user, so it is found out in another way where there is one; who says it and the name of the command are in no
 * language.
 */
final class StartChainErrors {

    private static final int REFUSED = 1;
    private static final int SYNTAX_ERROR = 2;
    private static final int CANNOT_EXECUTE = 126;
    private static final int NOT_FOUND = 127;

    private static final Pattern NUMBER = Pattern.compile("[^:]*\\d: ");

    private StartChainErrors() {
    }

    /** What was wrong, if the exit code and the first lines of output are those of a command that was never executed. */
    static Optional<StartFailure> of(int code, PreparedCommand preparation, OutputCapture output) {
        boolean possible = code == CANNOT_EXECUTE || code == NOT_FOUND || code == SYNTAX_ERROR
                || code == REFUSED && (preparation.beginsWith("prlimit") || preparation.beginsWith("setpriv"));
        List<LogLine> lines = possible ? output.firstLines(2) : List.of();
        if (!lines.isEmpty() && code != REFUSED && isReadByShell(lines.get(0).text(), preparation)) {
            return Optional.of(new StartFailure(Reason.NOT_EXECUTABLE, "the command " + preparation.words().get(0)
                    + " is no program for this system; it is damaged, or for another kind of processor"));
        }
        return lines.size() == 1 ? explain(code, lines.get(0).text(), preparation) : Optional.empty();
    }

    /**
     * Whether a shell has tried to make sense of a foreign program, for a file that the system cannot execute counts as a
     * script.
     * The shell names the file and the line.
     */
    private static boolean isReadByShell(String line, PreparedCommand preparation) {
        Optional<Path> program = preparation.program();
        String name = preparation.words().get(0);
        String speaker = program.filter(file -> line.startsWith(file + ": ")).map(Path::toString).orElse(name) + ": ";
        return program.isPresent() && line.startsWith(speaker)
                && (line.startsWith(speaker, speaker.length()) || NUMBER.matcher(line.substring(speaker.length())).lookingAt())
                && new ProgramFile(program.get()).isForeign();
    }

    /** The failure that the only line of a process tells of, if that is not a line of its command. */
    static Optional<StartFailure> explain(int code, String line, PreparedCommand preparation) {
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
            return Optional.of(StartFailure.ofText(line, Reason.NOT_PERMITTED));
        }
        return Optional.empty();
    }

    /** Whether the text has the name as a whole, in whatever quotes. */
    private static boolean names(String text, String program) {
        return Pattern.compile("(?<![\\w./-])" + Pattern.quote(program) + "(?![\\w./-])").matcher(text).find();
    }

    private static StartFailure notExecuted(int code, String text, PreparedCommand preparation) {
        Optional<Path> program = preparation.program();
        if (program.isEmpty()) {
            return new StartFailure(Reason.ENOENT, "command not found, or it was removed in the meantime (" + text + ")");
        }
        if (code == NOT_FOUND) {
            return new StartFailure(Reason.INVALID_INTERPRETER,
                    "the interpreter or the loader that the program needs does not exist (" + text + ")");
        }
        if (!preparation.permission().toExecute(program.get())) {
            return new StartFailure(Reason.EACCES,
                    "the command " + program.get() + " may not be executed" + preparation.permission().by());
        }
        return LinuxOpenFiles.isBeingWritten(program.get()) ? StartFailure.busy()
                : StartFailure.ofText(text, Reason.SPAWN_FAILED);
    }
}
