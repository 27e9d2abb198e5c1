package io.quarkiverse.processmanager.runtime.console;

import java.util.logging.Level;

import org.jboss.logmanager.ExtLogRecord;

/** A line of the engine itself. It has a fixed name in place of the engine thread that happens to write it. */
final class EngineRecord extends ExtLogRecord {

    static final String THREAD = "engine";
    private static final long serialVersionUID = 1L;

    private final String consoleText;

    /**
     * @param consoleText the text for the console; it can be shorter, because the console has the output of the process as well
     */
    EngineRecord(String category, Level level, String text, String consoleText) {
        super(level, text, FormatStyle.NO_FORMAT, EngineRecord.class.getName());
        this.consoleText = consoleText;
        setLoggerName(category);
        setThreadName(THREAD);
        disableCallerCalculation();
    }

    String consoleText() {
        return consoleText;
    }
}
