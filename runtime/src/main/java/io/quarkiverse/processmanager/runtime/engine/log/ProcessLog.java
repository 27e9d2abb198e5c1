package io.quarkiverse.processmanager.runtime.engine.log;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.console.LineSettings;
import io.quarkiverse.processmanager.runtime.console.OutputRecord;
import io.quarkiverse.processmanager.runtime.console.ProcessConsole;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.process.LineLog;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.runtime.supervisor.Supervisor;
import io.quarkus.runtime.LaunchMode;

/**
 * Writes the output of each process to the log category {@code process.<id>}, without the blank lines, and passes it to the
 * console.
 */
public final class ProcessLog implements LineLog, LineSettings {

    /** The levels of JBoss Logging, the highest one first. */
    private static final List<Level> LEVELS = List.of(org.jboss.logmanager.Level.FATAL, org.jboss.logmanager.Level.ERROR,
            org.jboss.logmanager.Level.WARN, org.jboss.logmanager.Level.INFO, org.jboss.logmanager.Level.DEBUG,
            org.jboss.logmanager.Level.TRACE);

    private final Supervisor supervisor;
    private final ProcessRunner runner;
    private final ProcessConsole console = new ProcessConsole(this);
    private final Map<String, Category> categories = new ConcurrentHashMap<>();

    /** The log category of a process. {@code direct} is the same logger of the log manager, which takes a record as it is. */
    private record Category(Logger logger, java.util.logging.Logger direct) {

        static Category of(String processId) {
            String name = OutputRecord.category(processId);
            return new Category(Logger.getLogger(name), java.util.logging.Logger.getLogger(name));
        }

        boolean isEnabled(Level level) {
            return logger.isEnabled(Logger.Level.valueOf(level.getName()));
        }

        void log(OutputRecord entry) {
            if (direct instanceof org.jboss.logmanager.Logger manager) {
                manager.logRaw(entry);
            } else {
                logger.log(Logger.Level.valueOf(entry.getLevel().getName()), entry.getMessage());
            }
        }
    }

    public ProcessLog(Supervisor supervisor, ProcessRunner runner) {
        this.supervisor = supervisor;
        this.runner = runner;
    }

    /** The console that shows the lines instead of the records of this log, once it is switched on. */
    public ProcessConsole console() {
        return console;
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
            // Before the record, because this keeps the record off handlers that are new.
            boolean onConsole = console.isActive();
            log(line.processId(), line.stream(), level, SafeText.coloured(line.text()));
            if (onConsole && OutputRecord.reachesConsole(line.processId())) {
                console.line(line);
            }
        }
    }

    @Override
    public Optional<Level> level(String processId, LogLine.Stream stream) {
        LogPolicy policy = policy(processId);
        Level level = level(policy, stream);
        return policy.capture() != LogPolicy.Capture.DIRECT && wants(processId, stream)
                && OutputRecord.reachesConsole(processId) ? Optional.of(named(level)) : Optional.empty();
    }

    @Override
    public String place(String processId) {
        return policy(processId).file().map(LogFile::path).map(path -> "they are in " + path)
                .orElseGet(() -> "the latest are in " + (LaunchMode.current().isDev()
                        ? "the Dev UI and in 'processes logs " + processId + "'"
                        : "ManagedProcess.logs()"));
    }

    @Override
    public List<LogLine> last(String processId, int count) {
        return runner.logs(processId, count);
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
            if (console.isActive() && OutputRecord.reachesConsole(processId)) {
                console.leftOut(processId, count);
            }
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
                    .orElseGet(() -> "the latest lines are in " + (devMode ? "the Dev UI, in 'processes logs " + processId
                            + "' and in " : "") + "ManagedProcess.logs(), and " + property(processId, "log.file.path")
                            + " keeps all");
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
        category(processId).log(new OutputRecord(processId, stream, named(level), text));
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
