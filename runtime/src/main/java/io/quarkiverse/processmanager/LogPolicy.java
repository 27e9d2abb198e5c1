package io.quarkiverse.processmanager;

import java.util.Optional;
import java.util.logging.Level;

/**
 * What happens to the output of a process. Its end is always kept in memory; the output also goes to the log category
 * {@code process.<id>}, and to a file if one is set. A change applies without a restart, except a change of {@link #capture()},
 * and a change of the file of a process that writes into the file directly.
 */
public interface LogPolicy {

    /** How the engine receives the output of the process; a change restarts the process. */
    enum Capture {
        /** As lines, standard output and standard error apart; the order between the two is not known exactly. */
        SEPARATE,
        /** As lines, both through one pipe: in true order, and all lines count as standard output. */
        MERGED,
        /**
         * Not at all: the process writes both streams into its file directly, in true order, and the engine reads the file on
         * demand. No line goes to the log, so the levels have no effect.
         */
        DIRECT
    }

    /** What happens to escape sequences, such as colours. */
    enum Ansi {
        /** They are part of the text. */
        KEEP,
        /** The engine removes them before anything else happens to a line. */
        STRIP
    }

    /** The level of lines of standard output in the log (default: {@code INFO}); {@link Level#OFF} keeps them out of it. */
    Level level();

    /**
     * The level of lines of standard error in the log (default: {@code INFO}). Many programs write their ordinary messages to
     * standard error.
     */
    Level stderrLevel();

    /** How many bytes of output remain in memory (default: 1 MiB); the oldest lines go first. */
    int bufferBytes();

    /** The length in bytes at which a longer line is cut into several (default: 16 KiB); at least 4, the longest character. */
    int maxLineBytes();

    /** How the engine receives the output (default: {@code SEPARATE}). */
    Capture capture();

    /** What happens to escape sequences (default: {@code KEEP}). */
    Ansi ansi();

    /** The file that the output goes to; absent means none. */
    Optional<LogFile> file();
}
