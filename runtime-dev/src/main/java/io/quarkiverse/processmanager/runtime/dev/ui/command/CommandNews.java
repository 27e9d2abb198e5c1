package io.quarkiverse.processmanager.runtime.dev.ui.command;

import java.util.List;

/**
 * What a page learns of a run of a command.
 *
 * @param lines the next lines of output, without control sequences
 * @param missing the number of lines before them that the page was too slow for
 * @param done whether the run has ended; the item is the last one then
 * @param ok whether it has exited with 0
 * @param message how it has ended, or why it was refused; empty until then
 */
public record CommandNews(List<String> lines, long missing, boolean done, boolean ok, String message) {

    static CommandNews of(List<String> lines, long missing) {
        return new CommandNews(lines, missing, false, false, "");
    }

    static CommandNews end(boolean ok, String message) {
        return new CommandNews(List.of(), 0, true, ok, message);
    }
}
