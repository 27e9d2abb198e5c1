package io.quarkiverse.processmanager;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.logging.Level;

import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;

/** The keys below {@code log}: where the output of a process goes, and how much of it remains in memory. */
public final class LogBuilder {

    private final PatternDefaults defaults;
    private final LogFileBuilder file;
    private Level level = LogSettings.DEFAULT.level();
    private Level stderrLevel = LogSettings.DEFAULT.stderrLevel();
    private int rateLimit = LogSettings.DEFAULT.rateLimit();
    private long bufferSize = LogSettings.DEFAULT.bufferBytes();
    private long lineLength = LogSettings.DEFAULT.maxLineBytes();
    private LogMode mode = LogMode.LINES;
    private boolean merge;
    private LogPolicy.Ansi ansi = LogSettings.DEFAULT.ansi();

    LogBuilder(PatternDefaults defaults) {
        this.defaults = defaults;
        this.file = new LogFileBuilder(defaults);
    }

    /** The level of standard output in the log (default: {@code INFO}); {@link Level#OFF} keeps it out of the log. */
    public LogBuilder level(Level level) {
        this.level = defaults.set("log.level", level);
        return this;
    }

    /** The level of standard error in the log (default: {@code INFO}). */
    public LogBuilder stderrLevel(Level level) {
        this.stderrLevel = defaults.set("log.stderr-level", level);
        return this;
    }

    /**
     * How many lines of the process go to the log in a second (default: 100), and ten times as many at once; 0 for no limit.
     * Lines over the limit are left out of the log only.
     */
    public LogBuilder rateLimit(int linesPerSecond) {
        this.rateLimit = defaults.set("log.rate-limit", linesPerSecond);
        return this;
    }

    /** How many bytes of output remain in memory (default: 1 MiB). */
    public LogBuilder bufferSize(long bytes) {
        this.bufferSize = defaults.set("log.buffer-size", bytes);
        return this;
    }

    /** The most bytes of a line (default: 16 KiB). The engine cuts a longer line into several lines. */
    public LogBuilder lineLength(long bytes) {
        this.lineLength = defaults.set("log.line-length", bytes);
        return this;
    }

    /** How the engine receives the output (default: {@code LINES}). */
    public LogBuilder mode(LogMode mode) {
        this.mode = defaults.set("log.mode", mode);
        return this;
    }

    /** Whether standard error goes into standard output, which keeps the order of their lines (default: false). */
    public LogBuilder merge(boolean merge) {
        this.merge = defaults.set("log.merge", merge);
        return this;
    }

    /** Whether escape sequences, such as colours, remain in the lines (default: {@code KEEP}). */
    public LogBuilder ansi(LogPolicy.Ansi ansi) {
        this.ansi = defaults.set("log.ansi", ansi);
        return this;
    }

    /** The file that the output goes to, in addition to the log (default: none). */
    public LogBuilder file(Consumer<LogFileBuilder> settings) {
        settings.accept(file);
        return this;
    }

    LogSettings build(BiConsumer<String, String> problems) {
        LogPolicy.Capture lines = merge ? LogPolicy.Capture.MERGED : LogPolicy.Capture.SEPARATE;
        return new LogSettings(level, stderrLevel, rateLimit,
                bytes("log.buffer-size", bufferSize, LogSettings.DEFAULT.bufferBytes(), problems),
                bytes("log.line-length", lineLength, LogSettings.DEFAULT.maxLineBytes(), problems),
                mode == LogMode.DIRECT ? LogPolicy.Capture.DIRECT : lines, ansi, file.build());
    }

    private static int bytes(String setting, long bytes, int fallback, BiConsumer<String, String> problems) {
        if (bytes > Integer.MAX_VALUE) {
            problems.accept(setting, bytes + " bytes are more than the maximum, " + Integer.MAX_VALUE);
            return fallback;
        }
        return (int) bytes;
    }
}
