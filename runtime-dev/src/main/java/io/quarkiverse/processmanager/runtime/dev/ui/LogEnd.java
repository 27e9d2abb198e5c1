package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.stream.Stream;

import io.quarkiverse.processmanager.ManagedProcess;

/**
 * The end of an incarnation, between the lines of a page of the Dev UI.
 *
 * @param time milliseconds since the epoch
 * @param text in a few words
 * @param expected whether it meant success or somebody had asked for it
 */
public record LogEnd(String id, long incarnation, long time, String text, boolean expected) {

    /** Those that the history of a process has. */
    static Stream<LogEnd> of(ManagedProcess process) {
        return process.history().ends().stream().map(end -> new LogEnd(process.id(), end.incarnation(),
                end.exit().time().toEpochMilli(), end.exit().describe(), Rows.isExpected(end, process.definition())));
    }
}
