package io.quarkiverse.processmanager.command;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * The present or the last run of a {@link ProcessCommand}. Immutable.
 *
 * @param running whether the run has not ended
 * @param since the time when the run began
 * @param exitCode the exit code; empty while the command runs, and if it was killed or could not be started
 * @param result how the run has ended, as a part of a sentence: {@code exited with 0 after 1.2 s}; empty while it runs
 */
public record CommandStatus(boolean running, Instant since, OptionalInt exitCode, String result) {
}
