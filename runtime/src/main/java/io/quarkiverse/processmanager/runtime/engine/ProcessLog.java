package io.quarkiverse.processmanager.runtime.engine;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.process.LineLog;
import io.quarkiverse.processmanager.runtime.supervisor.Supervisor;
import io.quarkus.runtime.LaunchMode;

/**
 * Writes the output of each process to the log category {@code process.<id>}. A line of standard error starts with
 * {@code [stderr]}, and the MDC names the process and the stream.
 */
final class ProcessLog implements LineLog {

    private static final String STDERR_MARK = "[stderr] ";

    private final Supervisor supervisor;
    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();

    ProcessLog(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public boolean wants(String processId, LogLine.Stream stream) {
        Level level = level(policy(processId), stream);
        return isLogged(level) && logger(processId).isEnabled(jboss(level));
    }

    @Override
    public int rateLimit(String processId) {
        return policy(processId).rateLimit();
    }

    @Override
    public void line(LogLine line) {
        Level level = level(policy(line.processId()), line.stream());
        if (isLogged(level)) {
            log(line.processId(), line.stream(), level,
                    line.stream() == LogLine.Stream.STDERR ? STDERR_MARK + line.text() : line.text());
        }
    }

    /** Logs the number with the higher of the two levels: the lines may have come from both streams. */
    @Override
    public void leftOut(String processId, long count, Cause cause) {
        LogPolicy policy = policy(processId);
        LogLine.Stream stream = isLogged(policy.stderrLevel())
                && (!isLogged(policy.level()) || policy.stderrLevel().intValue() > policy.level().intValue())
                        ? LogLine.Stream.STDERR
                        : LogLine.Stream.STDOUT;
        if (isLogged(level(policy, stream))) {
            log(processId, stream, level(policy, stream),
                    new Notice(processId, policy, count, cause, LaunchMode.current().isDev()).text());
        }
    }

    /** The line in place of the lines that are left out. */
    record Notice(String processId, LogPolicy policy, long count, Cause cause, boolean devMode) {

        String text() {
            return String.format(Locale.ROOT, "... %,d line%s left out here, because %s; %s ...", count,
                    count == 1 ? " is" : "s are", reason(), place());
        }

        private String reason() {
            return cause == Cause.SLOW_LOG ? "the log is slower than the process"
                    : String.format(Locale.ROOT, "the log takes %,d lines per second (%s)", policy.rateLimit(),
                            property(processId, "log.rate-limit"));
        }

        private String place() {
            return policy.file().map(LogFile::path).map(path -> "they are in " + path)
                    .orElseGet(() -> "the latest lines are in " + (devMode ? "the Dev UI and in " : "")
                            + "ManagedProcess.logs(), and " + property(processId, "log.file.path") + " keeps all");
        }
    }

    private static String property(String processId, String key) {
        return new Problem(processId, key, "").property();
    }

    private static boolean isLogged(Level level) {
        return level.intValue() != Level.OFF.intValue();
    }

    private static Level level(LogPolicy policy, LogLine.Stream stream) {
        return stream == LogLine.Stream.STDERR ? policy.stderrLevel() : policy.level();
    }

    private LogPolicy policy(String processId) {
        return supervisor.snapshot().plan().find(processId).map(ProcessDefinition::log).orElse(LogSettings.DEFAULT);
    }

    private Logger logger(String processId) {
        Logger known = loggers.get(processId);
        return known != null ? known : loggers.computeIfAbsent(processId, id -> Logger.getLogger("process." + id));
    }

    private void log(String processId, LogLine.Stream stream, Level level, String text) {
        MDC.put("process", processId);
        MDC.put("stream", stream.name().toLowerCase(Locale.ROOT));
        try {
            logger(processId).log(jboss(level), text);
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
