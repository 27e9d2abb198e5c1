package io.quarkiverse.processmanager.runtime.console;

import java.util.List;
import java.util.Optional;
import java.util.logging.Level;

import io.quarkiverse.processmanager.LogLine;

/** What the console has to know about the output of the processes. Any thread calls these methods, and they return at once. */
public interface LineSettings {

    /** The level of the lines of this stream in the log; empty if they do not go to the log. */
    Optional<Level> level(String processId, LogLine.Stream stream);

    /** How many lines of the process go to the log in a second; 0 for no limit. */
    int rateLimit(String processId);

    /** Where the lines of the process are that the console does not show, as the end of a sentence. */
    String place(String processId);

    /** The last lines of the process. */
    List<LogLine> last(String processId, int count);
}
