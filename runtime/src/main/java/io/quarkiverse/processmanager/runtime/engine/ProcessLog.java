package io.quarkiverse.processmanager.runtime.engine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;

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
 * Writes the output of each process to the log category {@code process.<id>}, without the blank lines. A record has the stream
 * in place of the thread, which would be the same engine thread for all, and the MDC names the process and the stream.
 */
final class ProcessLog implements LineLog {

    /** The levels of JBoss Logging, the highest one first. */
    private static final List<Level> LEVELS = List.of(org.jboss.logmanager.Level.FATAL, org.jboss.logmanager.Level.ERROR,
            org.jboss.logmanager.Level.WARN, org.jboss.logmanager.Level.INFO, org.jboss.logmanager.Level.DEBUG,
            org.jboss.logmanager.Level.TRACE);

    private final Supervisor supervisor;
    private final Map<String, Category> categories = new ConcurrentHashMap<>();

    /**
     * The log category of a process.
     *
     * @param direct the same as the logger of the log manager, which takes a record as it is
     */
    private record Category(Logger logger, java.util.logging.Logger direct) {

        static Category of(String processId) {
            String name = "process." + processId;
            return new Category(Logger.getLogger(name), java.util.logging.Logger.getLogger(name));
        }

        boolean isEnabled(Level level) {
            return logger.isEnabled(Logger.Level.valueOf(level.getName()));
        }

        void log(Level level, String stream, String text) {
            if (direct instanceof org.jboss.logmanager.Logger manager) {
                ExtLogRecord entry = new ExtLogRecord(level, text, FormatStyle.NO_FORMAT, ProcessLog.class.getName());
                entry.setLoggerName(direct.getName());
                entry.setThreadName(stream);
                entry.disableCallerCalculation();
                manager.logRaw(entry);
            } else {
                logger.log(Logger.Level.valueOf(level.getName()), text);
            }
        }
    }

    ProcessLog(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public boolean wants(String processId, LogLine.Stream stream) {
        Level level = level(policy(processId), stream);
        return isLogged(level) && category(processId).isEnabled(named(level));
    }

    @Override
    public int rateLimit(String processId) {
        return policy(processId).rateLimit();
    }

    @Override
    public void line(LogLine line) {
        Level level = level(policy(line.processId()), line.stream());
        if (isLogged(level) && !line.text().isBlank()) {
            log(line.processId(), line.stream(), level, line.text());
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

    private Category category(String processId) {
        Category known = categories.get(processId);
        return known != null ? known : categories.computeIfAbsent(processId, Category::of);
    }

    private void log(String processId, LogLine.Stream stream, Level level, String text) {
        String streamName = stream.name().toLowerCase(Locale.ROOT);
        MDC.put("process", processId);
        MDC.put("stream", streamName);
        try {
            category(processId).log(named(level), streamName, text);
        } finally {
            MDC.remove("process");
            MDC.remove("stream");
        }
    }

    /** The highest level of JBoss Logging that is not above the given one; TRACE below all of them. */
    private static Level named(Level level) {
        int value = level.intValue();
        for (Level name : LEVELS) {
            if (value >= name.intValue()) {
                return name;
            }
        }
        return org.jboss.logmanager.Level.TRACE;
    }
}
