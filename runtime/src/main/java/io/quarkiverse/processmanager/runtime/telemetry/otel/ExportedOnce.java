package io.quarkiverse.processmanager.runtime.telemetry.otel;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtHandler;

import io.quarkiverse.processmanager.runtime.console.OutputRecord;

/**
 * Keeps the lines that the process manager exports away from the log handler of {@code quarkus-opentelemetry}, which exports the
 * log of the application, of which the lines are a part.
 */
public final class ExportedOnce implements Filter {

    private static final String HANDLER = "io.quarkus.opentelemetry.runtime.logs.OpenTelemetryLogHandler";

    private final Optional<Filter> before;
    private final Predicate<String> processes;

    private ExportedOnce(Optional<Filter> before, Predicate<String> processes) {
        this.before = before;
        this.processes = processes;
    }

    /**
     * The handler belongs to the application that is starting, and ends with it. Has no effect when called again.
     *
     * @param processes the processes whose lines the process manager exports
     */
    public static void skip(Predicate<String> processes) {
        Arrays.asList(Logger.getLogger("").getHandlers()).forEach(handler -> skip(handler, processes));
    }

    private static void skip(Handler handler, Predicate<String> processes) {
        if (handler.getClass().getName().equals(HANDLER)) {
            if (!(handler.getFilter() instanceof ExportedOnce)) {
                handler.setFilter(new ExportedOnce(Optional.ofNullable(handler.getFilter()), processes));
            }
        } else if (handler instanceof ExtHandler outer) {
            Arrays.asList(outer.getHandlers()).forEach(inner -> skip(inner, processes));
        }
    }

    @Override
    public boolean isLoggable(LogRecord entry) {
        return before.map(filter -> filter.isLoggable(entry)).orElse(true)
                && !(entry instanceof OutputRecord output && processes.test(output.processId()));
    }
}
