package io.quarkiverse.processmanager.runtime.console;

import java.util.Locale;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Writes the lines of the engine to the log. Safe for use by several threads. */
public final class EngineLog {

    private final String category;
    private final Logger logger;
    private final java.util.logging.Logger direct;

    public EngineLog(String category) {
        this.category = category;
        this.logger = Logger.getLogger(category);
        this.direct = java.util.logging.Logger.getLogger(category);
    }

    public void debugf(String format, Object... values) {
        logf(Level.DEBUG, format, values);
    }

    public void infof(String format, Object... values) {
        logf(Level.INFO, format, values);
    }

    public void warnf(String format, Object... values) {
        logf(Level.WARN, format, values);
    }

    public void warnf(Throwable cause, String format, Object... values) {
        if (logger.isEnabled(Level.WARN)) {
            String text = String.format(Locale.ROOT, format, values);
            log(Level.WARN, text, text, cause);
        }
    }

    public void logf(Level level, String format, Object... values) {
        if (logger.isEnabled(level)) {
            String text = String.format(Locale.ROOT, format, values);
            log(level, text, text);
        }
    }

    /** Logs a text; the console can have a shorter one. */
    public void log(Level level, String text, String consoleText) {
        if (logger.isEnabled(level)) {
            log(level, text, consoleText, null);
        }
    }

    /** The log manager would look its levels up by their names, for each line. */
    private static java.util.logging.Level ofManager(Level level) {
        return switch (level) {
            case FATAL -> org.jboss.logmanager.Level.FATAL;
            case ERROR -> org.jboss.logmanager.Level.ERROR;
            case WARN -> org.jboss.logmanager.Level.WARN;
            case INFO -> org.jboss.logmanager.Level.INFO;
            case DEBUG -> org.jboss.logmanager.Level.DEBUG;
            case TRACE -> org.jboss.logmanager.Level.TRACE;
        };
    }

    private void log(Level level, String text, String consoleText, @Nullable Throwable cause) {
        if (direct instanceof org.jboss.logmanager.Logger manager) {
            EngineRecord entry = new EngineRecord(category, ofManager(level), text, consoleText);
            entry.setThrown(cause);
            manager.logRaw(entry);
        } else {
            logger.log(level, text, cause);
        }
    }
}
