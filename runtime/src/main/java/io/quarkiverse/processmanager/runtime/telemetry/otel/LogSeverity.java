package io.quarkiverse.processmanager.runtime.telemetry.otel;

import java.util.logging.Level;

import io.opentelemetry.api.logs.Severity;

/** The severity of a line, from the level that it has in the log. {@link Level#OFF} has none. */
record LogSeverity(Severity severity, String text) {

    private static final int FATAL = 1_100;

    static LogSeverity of(Level level) {
        int value = level.intValue();
        Severity severity = value == Level.OFF.intValue() ? Severity.UNDEFINED_SEVERITY_NUMBER
                : value >= FATAL ? Severity.FATAL
                        : value >= Level.SEVERE.intValue() ? Severity.ERROR
                                : value >= Level.WARNING.intValue() ? Severity.WARN
                                        : value >= Level.INFO.intValue() ? Severity.INFO
                                                : value >= Level.FINE.intValue() ? Severity.DEBUG : Severity.TRACE;
        return new LogSeverity(severity, severity == Severity.UNDEFINED_SEVERITY_NUMBER ? "" : severity.name());
    }
}
