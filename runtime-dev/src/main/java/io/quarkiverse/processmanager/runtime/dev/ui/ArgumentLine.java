package io.quarkiverse.processmanager.runtime.dev.ui;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.config.text.ShellWords;

/** Splits a line of arguments into words by the quoting rules of a shell, as a {@code command} in the configuration. */
final class ArgumentLine {

    private ArgumentLine() {
    }

    /**
     * The words of a line.
     *
     * @throws ProcessException {@link Reason#INVALID} if a quote is not closed, or if the line ends in a backslash
     */
    static String[] split(@Nullable String line) {
        try {
            return ShellWords.split(line == null ? "" : line).stream().map(ShellWords.Word::text).toArray(String[]::new);
        } catch (IllegalArgumentException e) {
            throw new ProcessException(Reason.INVALID, "", "cannot read the arguments: the line " + e.getMessage());
        }
    }
}
