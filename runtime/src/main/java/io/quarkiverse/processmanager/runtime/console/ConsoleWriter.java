package io.quarkiverse.processmanager.runtime.console;

import java.util.Locale;
import java.util.Optional;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogLine.Stream;
import io.quarkiverse.processmanager.runtime.console.ConsoleFlow.Portion;

/** Writes lines of the processes to the handlers of the console. Its owner calls it from one thread at a time. */
final class ConsoleWriter {

    /** The console takes this part of the lines that the log takes. */
    private static final int PART_OF_LOG = 5;

    private final LineSettings settings;
    private final ConsoleHandlers handlers;

    ConsoleWriter(LineSettings settings, ConsoleHandlers handlers) {
        this.settings = settings;
        this.handlers = handlers;
    }

    /**
     * How many lines of a process the console shows in a second; 0 for no limit.
     *
     * @param ofLog how many lines the log takes
     */
    static int limit(int ofLog) {
        return ofLog <= 0 ? 0 : Math.max(1, ofLog / PART_OF_LOG);
    }

    void write(String processId, Portion<LogLine> portion) {
        if (portion.leftOut() > 0) {
            level(processId).ifPresent(level -> publish(
                    new ConsoleRecord(processId, Stream.STDOUT, level, notice(processId, portion.leftOut()))));
        }
        for (LogLine line : portion.lines()) {
            settings.level(processId, line.stream()).ifPresent(level -> {
                ConsoleRecord shown = new ConsoleRecord(processId, line.stream(), level, line.text());
                shown.setInstant(line.time());
                publish(shown);
            });
        }
    }

    /** The level of the lines that are about the output; empty if no line of the process goes to the log. */
    Optional<Level> level(String processId) {
        return settings.level(processId, Stream.STDOUT).or(() -> settings.level(processId, Stream.STDERR));
    }

    private void publish(ConsoleRecord line) {
        for (Handler handler : handlers.current()) {
            try {
                handler.publish(line);
            } catch (RuntimeException e) {
                // A filter of the application has failed. The other lines are to be shown, and the events of the engine go on.
                ErrorManager errors = handler.getErrorManager();
                if (errors != null) {
                    errors.error("cannot show a line of process '" + line.processId() + "'", e, ErrorManager.WRITE_FAILURE);
                }
            }
        }
    }

    private String notice(String processId, long count) {
        return String.format(Locale.ROOT, "... %,d %s too many for the console; %s ...", count, count == 1 ? "line" : "lines",
                settings.place(processId));
    }
}
