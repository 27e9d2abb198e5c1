package io.quarkiverse.processmanager.runtime.process.spawn;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * The destinations of the output of a child.
 *
 * @param stdout the destination of the standard output
 * @param stderr the destination of the error output, if it is not merged
 * @param merged whether the error output goes to the standard output, which keeps the order of both
 */
public record Redirection(Redirect stdout, Redirect stderr, boolean merged) {

    public static final Redirection TWO_PIPES = new Redirection(Redirect.PIPE, Redirect.PIPE, false);
    public static final Redirection ONE_PIPE = new Redirection(Redirect.PIPE, Redirect.PIPE, true);

    /** Appends both outputs to a file. */
    public static Redirection into(Path file) {
        return new Redirection(Redirect.appendTo(file.toFile()), Redirect.PIPE, true);
    }

    void apply(ProcessBuilder builder) {
        builder.redirectOutput(stdout).redirectError(stderr).redirectErrorStream(merged);
    }
}
