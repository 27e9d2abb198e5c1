package io.quarkiverse.processmanager.runtime.console;

import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;

import io.quarkiverse.processmanager.LogLine.Stream;

/**
 * A line of a process in the log. It has the stream in place of the thread, which would be the same engine thread for all, and
 * the MDC names the process and the stream.
 */
public sealed class OutputRecord extends ExtLogRecord permits ConsoleRecord {

    private static final long serialVersionUID = 1L;

    private final String processId;

    public OutputRecord(String processId, Stream stream, Level level, String text) {
        super(level, text, FormatStyle.NO_FORMAT, OutputRecord.class.getName());
        this.processId = processId;
        String name = stream.name().toLowerCase(Locale.ROOT);
        setLoggerName(category(processId));
        setThreadName(name);
        putMdc("process", processId);
        putMdc("stream", name);
        disableCallerCalculation();
    }

    /** The log category of a process. */
    public static String category(String processId) {
        return "process." + processId;
    }

    /** Whether the lines of a process reach the handlers of the root logger: a category can have its own handlers only. */
    public static boolean reachesConsole(String processId) {
        Logger logger = Logger.getLogger(category(processId));
        while (logger != null && logger.getUseParentHandlers()) {
            logger = logger.getParent();
        }
        return logger == null || logger.getName().isEmpty();
    }

    public String processId() {
        return processId;
    }
}
