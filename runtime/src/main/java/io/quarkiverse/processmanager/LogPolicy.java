package io.quarkiverse.processmanager;

import java.lang.System.Logger.Level;

/**
 * What happens to the output of a process. Its end is always kept in memory; it is also written to the log category
 * {@code process.<id>}.
 *
 * @param level the level at which lines of standard output are logged; {@link Level#OFF} keeps them out of the log
 * @param stderrLevel the level at which lines of standard error are logged. It is no warning by default: many programs write
 *        their ordinary messages there
 * @param bufferBytes how many bytes of output are kept; the oldest lines go first
 * @param maxLineBytes at which length a longer line is cut into several
 */
public record LogPolicy(Level level, Level stderrLevel, int bufferBytes, int maxLineBytes) {

    /** Both streams at INFO, one MiB kept, lines of at most 16 KiB. */
    public static final LogPolicy DEFAULT = new LogPolicy(Level.INFO, Level.INFO, 1024 * 1024, 16 * 1024);
}
