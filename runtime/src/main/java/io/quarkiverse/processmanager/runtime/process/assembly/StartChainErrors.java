package io.quarkiverse.processmanager.runtime.process.assembly;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.output.OutputCapture;
import io.quarkiverse.processmanager.runtime.process.platform.LinuxOpenFiles;
import io.quarkiverse.processmanager.runtime.process.spawn.PreparedCommand;
import io.quarkiverse.processmanager.runtime.process.spawn.StartChain;
import io.quarkiverse.processmanager.runtime.process.spawn.checks.ProgramFile;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRepair;

/**
 * Recognizes the error message of a program of the {@link StartChain} that cannot execute the next program. The description in
 * such a message is in the language of the user, so the cause is determined in another way where possible. The name of the
 * failing program and the name of the command are in no language.
 */
final class StartChainErrors {

    private static final Logger LOG = Logger.getLogger(StartChainErrors.class);

    private static final int REFUSED = 1;
    private static final int SYNTAX_ERROR = 2;
    private static final int CANNOT_EXECUTE = 126;
    private static final int NOT_FOUND = 127;

    private static final Pattern NUMBER = Pattern.compile("[^:]*\\d: ");

    private StartChainErrors() {
    }

    /**
     * A command that was never executed.
     *
     * @param repair finds out whether another start can succeed
     */
    record Refusal(StartFailure failure, StartRepair repair) {
    }

    /**
     * Finds out whether a root that has exited never executed its command. Reads its output on a thread of the pool.
     *
     * @param result receives the refusal on the thread of the owner, which is the calling thread
     */
    static void find(SpawnedRoot root, OutputCapture output, ProcessServices services, Consumer<Optional<Refusal>> result) {
        int code = root.process().exitValue();
        services.pool().execute(() -> {
            Optional<Refusal> found = refusal(code, root.command(), output);
            services.owner().execute(() -> result.accept(found));
        });
    }

    private static Optional<Refusal> refusal(int code, PreparedCommand command, OutputCapture output) {
        try {
            return of(code, command, output).map(failure -> new Refusal(failure, command.repair()));
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            LOG.debug("cannot read the output of a process that has exited", e);
            return Optional.empty();
        }
    }

    /** Whether the exit code makes it possible that a root never executed its command. */
    static boolean isPossible(SpawnedRoot root) {
        int code = root.process().exitValue();
        PreparedCommand command = root.command();
        return code == CANNOT_EXECUTE || code == NOT_FOUND || code == SYNTAX_ERROR
                || code == REFUSED && (command.beginsWith("prlimit") || command.beginsWith("setpriv"));
    }

    /** The failure, if the exit code and the first lines of output are those of a command that was never executed. */
    private static Optional<StartFailure> of(int code, PreparedCommand preparation, OutputCapture output) {
        List<LogLine> lines = output.firstLines(2);
        if (!lines.isEmpty() && code != REFUSED && isReadByShell(lines.get(0).text(), preparation)) {
            return Optional.of(new StartFailure(Reason.NOT_EXECUTABLE, "the command " + preparation.words().get(0)
                    + " cannot run on this system; it is damaged, or built for another kind of processor"));
        }
        return lines.size() == 1 ? explain(code, lines.get(0).text(), preparation) : Optional.empty();
    }

    /**
     * Whether a shell has tried to interpret a foreign program: a file that the system cannot execute counts as a script. The
     * shell names the file and the line.
     */
    private static boolean isReadByShell(String line, PreparedCommand preparation) {
        Optional<Path> program = preparation.program();
        String name = preparation.words().get(0);
        String writer = program.filter(file -> line.startsWith(file + ": ")).map(Path::toString).orElse(name) + ": ";
        return program.isPresent() && line.startsWith(writer)
                && (line.startsWith(writer, writer.length()) || NUMBER.matcher(line.substring(writer.length())).lookingAt())
                && new ProgramFile(program.get()).isForeign();
    }

    /** The failure that a single line of output describes, unless the command itself wrote that line. */
    static Optional<StartFailure> explain(int code, String line, PreparedCommand preparation) {
        int colon = line.indexOf(": ");
        if (colon < 0) {
            return Optional.empty();
        }
        String writer = line.substring(line.lastIndexOf('/', colon) + 1, colon);
        String text = line.substring(colon + 2);
        if (writer.equals("setsid") && code != REFUSED && containsName(text, preparation.words().get(0))) {
            return Optional.of(notExecuted(code, text, preparation));
        }
        if ((writer.equals("prlimit") || writer.equals("setpriv")) && preparation.beginsWith(writer)) {
            return Optional.of(StartFailure.ofText(line, Reason.NOT_PERMITTED));
        }
        return Optional.empty();
    }

    /** Whether the text contains the name as a whole word, in any kind of quotes. */
    private static boolean containsName(String text, String program) {
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
                    "the command " + StartFailure.path(program.get()) + " may not be executed" + preparation.permission().by());
        }
        return LinuxOpenFiles.isBeingWritten(program.get()) ? StartFailure.busy()
                : StartFailure.ofText(text, Reason.SPAWN_FAILED);
    }
}
