package io.quarkiverse.processmanager.runtime.console;

import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps the output of the processes that goes to all handlers off the console, which receives it as {@link ConsoleRecord}.
 *
 * @param previous the filter of the handler before; null for none
 */
record ConsoleFilter(Filter previous) implements Filter {

    @Override
    public boolean isLoggable(LogRecord entry) {
        return (!(entry instanceof OutputRecord) || entry instanceof ConsoleRecord)
                && (previous == null || previous.isLoggable(entry));
    }
}
