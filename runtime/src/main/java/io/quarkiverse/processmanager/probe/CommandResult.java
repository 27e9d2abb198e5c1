package io.quarkiverse.processmanager.probe;

import java.util.List;

/**
 * The result of a command that ran beside a process. Immutable.
 *
 * @param exitCode the exit code
 * @param lastLines the last lines of both outputs, oldest first: at most 20 lines and 4096 bytes for a health check, and 1,000
 *        lines and 1 MiB for a command of a process; without escape sequences. The command can have written secrets
 */
public record CommandResult(int exitCode, List<String> lastLines) {

    public CommandResult {
        lastLines = List.copyOf(lastLines);
    }

    /** The last lines as the end of a sentence: the last five that are not blank, as {@link ProbeResult#failure(String, List)}. */
    public String excerpt() {
        return Excerpt.of(lastLines);
    }

    /** The exit code and the number of lines; not for parsing. A line can contain a secret. */
    @Override
    public String toString() {
        return "exit code " + exitCode + ", " + lastLines.size() + (lastLines.size() == 1 ? " line" : " lines") + " of output";
    }
}
