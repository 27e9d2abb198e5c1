package io.quarkiverse.processmanager.runtime.definition;

import java.util.Optional;
import java.util.logging.Level;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/** The record behind {@link LogPolicy}. */
public record LogSettings(Level level, Level stderrLevel, int rateLimit, int bufferBytes, int maxLineBytes,
        Capture capture, Ansi ansi, Optional<LogFile> file) implements LogPolicy {

    public static final LogSettings DEFAULT = new LogSettings(Level.INFO, Level.INFO, 100, 1024 * 1024, 16 * 1024,
            Capture.SEPARATE, Ansi.KEEP, Optional.empty());

    /** The policy as a record. */
    public static LogSettings of(LogPolicy policy) {
        return policy instanceof LogSettings settings ? settings
                : new LogSettings(policy.level(), policy.stderrLevel(), policy.rateLimit(), policy.bufferBytes(),
                        policy.maxLineBytes(),
                        policy.capture(), policy.ansi(), policy.file());
    }

    /**
     * The policy as it applies to the given execution: a detached process always writes into a file directly, because a pipe
     * ends with the application.
     */
    public static LogSettings under(Execution execution, LogPolicy policy) {
        return execution.detached() ? of(policy).withCapture(Capture.DIRECT) : of(policy);
    }

    /** This policy with another way to receive the output. */
    public LogSettings withCapture(Capture other) {
        return new LogSettings(level, stderrLevel, rateLimit, bufferBytes, maxLineBytes, other, ansi, file);
    }

    /** This policy with the other treatment of escape sequences. */
    public LogSettings withAnsi(Ansi other) {
        return new LogSettings(level, stderrLevel, rateLimit, bufferBytes, maxLineBytes, capture, other, file);
    }

    /** This policy with the given file. */
    public LogSettings withFile(LogFile other) {
        return new LogSettings(level, stderrLevel, rateLimit, bufferBytes, maxLineBytes, capture, ansi, Optional.of(other));
    }

    /** Whether a change to the other policy needs a restart: a running process cannot get other streams. */
    boolean needsRestartFor(LogPolicy other) {
        return capture != other.capture()
                || capture == Capture.DIRECT && !file.map(LogFile::path).equals(other.file().map(LogFile::path));
    }

    /** The settings of which there is a value; not for parsing. */
    @Override
    public String toString() {
        return "LogPolicy["
                + SettingText.list("level", level, "stderr-level", stderrLevel, "rate-limit", rateLimit, "buffer-size",
                        bufferBytes,
                        "max-line-length", maxLineBytes, "capture", capture, "ansi", ansi, "file", file.map(LogFile::path))
                + "]";
    }
}
