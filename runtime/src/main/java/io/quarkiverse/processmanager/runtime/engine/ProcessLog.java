package io.quarkiverse.processmanager.runtime.engine;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.logging.Level;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.supervisor.Supervisor;

/**
 * Writes the output of each process to the log category {@code process.<id>}. A line of standard error starts with
 * {@code [stderr]}, and the MDC names the process and the stream. Only the thread that delivers lines calls it.
 */
final class ProcessLog implements Consumer<LogLine> {

    private static final String STDERR_MARK = "[stderr] ";

    private final Supervisor supervisor;
    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();

    ProcessLog(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public void accept(LogLine line) {
        boolean stderr = line.stream() == LogLine.Stream.STDERR;
        LogPolicy policy = supervisor.snapshot().plan().find(line.processId()).map(ProcessDefinition::log)
                .orElse(LogSettings.DEFAULT);
        Level level = stderr ? policy.stderrLevel() : policy.level();
        if (level.intValue() == Level.OFF.intValue()) {
            return;
        }
        MDC.put("process", line.processId());
        MDC.put("stream", line.stream().name().toLowerCase(Locale.ROOT));
        try {
            loggers.computeIfAbsent(line.processId(), id -> Logger.getLogger("process." + id))
                    .log(jboss(level), stderr ? STDERR_MARK + line.text() : line.text());
        } finally {
            MDC.remove("process");
            MDC.remove("stream");
        }
    }

    /** The highest level of JBoss Logging that is not above the given one; TRACE below all of them. */
    private static Logger.Level jboss(Level level) {
        int value = level.intValue();
        if (value >= org.jboss.logmanager.Level.FATAL.intValue()) {
            return Logger.Level.FATAL;
        } else if (value >= org.jboss.logmanager.Level.ERROR.intValue()) {
            return Logger.Level.ERROR;
        } else if (value >= Level.WARNING.intValue()) {
            return Logger.Level.WARN;
        } else if (value >= Level.INFO.intValue()) {
            return Logger.Level.INFO;
        }
        return value >= org.jboss.logmanager.Level.DEBUG.intValue() ? Logger.Level.DEBUG : Logger.Level.TRACE;
    }
}
