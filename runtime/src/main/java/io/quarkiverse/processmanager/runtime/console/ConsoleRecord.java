package io.quarkiverse.processmanager.runtime.console;

import java.util.logging.Level;

import io.quarkiverse.processmanager.LogLine.Stream;

/** A line of a process for the console, and for no other handler of the log. */
final class ConsoleRecord extends OutputRecord {

    private static final long serialVersionUID = 1L;

    ConsoleRecord(String processId, Stream stream, Level level, String text) {
        super(processId, stream, level, text);
    }
}
