package io.quarkiverse.processmanager;

import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * What happens to the output of a process. Its end is always kept in memory; it is also written to the log category
 * {@code process.<id>}, and to a file if there is one. A change of it is applied without a restart, except that of
 * {@code capture}, and that of the file of a process that writes into it by itself.
 *
 * @param level the level at which lines of standard output are logged; {@link Level#OFF} keeps them out of the log
 * @param stderrLevel the level at which lines of standard error are logged. It is no warning by default: many programs write
 *        their ordinary messages there
 * @param bufferBytes how many bytes of output are kept; the oldest lines go first
 * @param maxLineBytes at which length a longer line is cut into several; at least 4, the longest character
 * @param capture how the output is taken from the process
 * @param ansi what becomes of the sequences for colours and the like
 * @param file where it is written to
 */
public record LogPolicy(Level level, Level stderrLevel, int bufferBytes, int maxLineBytes, Capture capture, Ansi ansi,
        Optional<LogFile> file) {

    /** How the output is taken from the process; a change restarts it. */
    public enum Capture {
        /** As lines, standard output and standard error apart; the order between the two is not known exactly. */
        SEPARATE,
        /** As lines, both through one pipe: in true order, and all of it counts as standard output. */
        MERGED,
        /**
         * Not at all: the process writes both into its file by itself, in true order, and the file is read when somebody looks.
         * Nothing of it goes to the log, so the levels have no effect.
         */
        DIRECT
    }

    /** What becomes of the escape sequences in the output. */
    public enum Ansi {
        /** They are part of the text. */
        KEEP,
        /** They are taken out before anything else happens to a line. */
        STRIP
    }

    /** Both streams at INFO, one MiB kept, lines of at most 16 KiB with their colours, no file. */
    public static final LogPolicy DEFAULT = new LogPolicy(Level.INFO, Level.INFO, 1024 * 1024, 16 * 1024);

    /** Lines as they are, without a file. */
    public LogPolicy(Level level, Level stderrLevel, int bufferBytes, int maxLineBytes) {
        this(level, stderrLevel, bufferBytes, maxLineBytes, Capture.SEPARATE, Ansi.KEEP, Optional.empty());
    }

    /** The same, captured in another way. */
    public LogPolicy withCapture(Capture other) {
        return new LogPolicy(level, stderrLevel, bufferBytes, maxLineBytes, other, ansi, file);
    }

    /** The same with other treatment of escape sequences. */
    public LogPolicy withAnsi(Ansi other) {
        return new LogPolicy(level, stderrLevel, bufferBytes, maxLineBytes, capture, other, file);
    }

    /** The same, written to that file too. */
    public LogPolicy withFile(LogFile other) {
        return new LogPolicy(level, stderrLevel, bufferBytes, maxLineBytes, capture, ansi, Optional.of(other));
    }

    /** What becomes of it for a process that is executed so: what outlives the application cannot write into a pipe to it. */
    public LogPolicy under(Execution execution) {
        return execution.detached() ? withCapture(Capture.DIRECT) : this;
    }

    /** Whether a running process with this policy must be restarted to get the other one: it cannot be given other streams. */
    boolean needsRestartFor(LogPolicy other) {
        return capture != other.capture
                || capture == Capture.DIRECT && !file.map(LogFile::path).equals(other.file.map(LogFile::path));
    }
}
