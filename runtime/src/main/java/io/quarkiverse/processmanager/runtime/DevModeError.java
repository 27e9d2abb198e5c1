package io.quarkiverse.processmanager.runtime;

import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Keeps the log of a live reload that fails readable. Quarkus prints the message of the refusal, and then logs the exceptions
 * around it with a hundred lines of stack traces. This filter removes these traces from that one record. It passes all other
 * records unchanged.
 */
final class DevModeError implements Filter {

    /** A field, because the log manager may drop a logger that is referenced from nowhere. */
    private static final Logger RELOADS = Logger.getLogger("io.quarkus.deployment.dev.IsolatedDevModeMain");

    private final Throwable refusal;
    private final Filter before;

    private DevModeError(Throwable refusal, Filter before) {
        this.refusal = refusal;
        this.before = before;
    }

    /** Expects that Quarkus logs this refusal next. */
    static void expect(Throwable refusal) {
        Filter filter = RELOADS.getFilter();
        RELOADS.setFilter(new DevModeError(refusal, filter instanceof DevModeError other ? other.before : filter));
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        if (isAbout(record.getThrown())) {
            RELOADS.setFilter(before);
            record.setThrown(null);
            record.setMessage("The application does not start; the reason is above and on the error page");
        }
        return before == null || before.isLoggable(record);
    }

    private boolean isAbout(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause == refusal) {
                return true;
            }
        }
        return false;
    }
}
