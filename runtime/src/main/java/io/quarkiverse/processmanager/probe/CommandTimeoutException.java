package io.quarkiverse.processmanager.probe;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

import io.quarkiverse.processmanager.runtime.time.Durations;

/** A command that ran beside a process did not exit in time and was killed. The command can have written secrets. */
public final class CommandTimeoutException extends TimeoutException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> lastLines;

    /** A command that wrote these last lines before it was killed. */
    public CommandTimeoutException(Duration timeout, List<String> lastLines) {
        super("it did not end within " + Durations.text(timeout));
        this.lastLines = List.copyOf(lastLines);
    }

    /** The last lines of both outputs, as {@link CommandResult#lastLines()}. */
    public List<String> lastLines() {
        return lastLines;
    }
}
