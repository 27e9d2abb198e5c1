package io.quarkiverse.processmanager.runtime.process.spawn;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * Where a child writes to.
 *
 * @param stdout its standard output
 * @param stderr its standard error, unless that goes where standard output goes
 * @param merged whether both are one and the same, so that what is written to them keeps its order
 */
public record Redirection(Redirect stdout, Redirect stderr, boolean merged) {

    public static final Redirection NOWHERE = new Redirection(Redirect.DISCARD, Redirect.DISCARD, false);
    public static final Redirection TWO_PIPES = new Redirection(Redirect.PIPE, Redirect.PIPE, false);
    public static final Redirection ONE_PIPE = new Redirection(Redirect.PIPE, Redirect.PIPE, true);

    /** Both at the end of a file. */
    public static Redirection into(Path file) {
        return new Redirection(Redirect.appendTo(file.toFile()), Redirect.PIPE, true);
    }

    void apply(ProcessBuilder builder) {
        builder.redirectOutput(stdout).redirectError(stderr).redirectErrorStream(merged);
    }
}
