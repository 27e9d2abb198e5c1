package io.quarkiverse.processmanager;

import java.util.Optional;
import java.util.logging.Level;

/**
 * Where the output of a process goes. The engine keeps the end of the output in memory, writes the output to the log category
 * {@code process.<id>} and, if a file is set, to the file. A change applies without a restart, except a change of
 * {@link #capture()}, and a change of the file of a process that writes into the file directly. Immutable.
 */
public interface LogPolicy {

    /** How the engine receives the output of the process; a change restarts the process. */
    enum Capture {
        /** As lines, through one pipe for each stream. The order between lines of different streams is not exact. */
        SEPARATE,
        /** As lines, through one pipe for both streams. The order is exact, and all lines count as standard output. */
        MERGED,
        /**
         * From a file: the process writes both streams into its file directly, in exact order, and the engine reads the file on
         * demand. No line goes to the log, so the levels have no effect.
         */
        DIRECT
    }

    /** Whether escape sequences, such as colours, remain in the lines. */
    enum Ansi {
        /** Escape sequences are part of the text. */
        KEEP,
        /** The engine removes escape sequences before it stores, logs or publishes a line. */
        STRIP
    }

    /** The level of lines of standard output in the log (default: {@code INFO}); {@link Level#OFF} logs none. */
    Level level();

    /**
     * The level of lines of standard error in the log (default: {@code INFO}). Many programs write their ordinary messages to
     * standard error.
     */
    Level stderrLevel();

    /**
     * How many lines of the process go to the log in a second (default: 100), and ten times as many at once: the start of a
     * large program fits, and a flood does not hide the other lines of a terminal. 0 for no limit. Lines over the limit are left
     * out of the log only, and one line has their number.
     */
    int rateLimit();

    /** How many bytes of output remain in memory (default: 1 MiB). New lines replace the oldest ones. */
    int bufferBytes();

    /**
     * The most bytes of a line (default: 16 KiB); at least 4, the length of the longest character. The engine cuts a longer
     * line into several lines.
     */
    int maxLineBytes();

    /** How the engine receives the output (default: {@code SEPARATE}). */
    Capture capture();

    /** Whether escape sequences remain in the lines (default: {@code KEEP}). */
    Ansi ansi();

    /** The file that the output goes to (default: none). */
    Optional<LogFile> file();
}
