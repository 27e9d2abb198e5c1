package io.quarkiverse.processmanager.runtime.console;

import java.util.logging.Level;

import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.formatters.TextBannerFormatter;

/**
 * Formats the lines of the processes for a console, {@code db  | text}, and leaves all other records to the formatter of the
 * console. A formatter that writes no text for people, such as one for JSON, formats the lines of the processes, too.
 */
final class ConsoleFormatter extends ExtFormatter.Delegating {

    private static final char ESCAPE = '\u001b';
    private static final String ENGINE = "io.quarkiverse.processmanager";
    private static final String ENGINE_THREADS = "process-manager-";

    private final ConsoleColumn column;
    private final boolean text;
    private final boolean colours;

    private ConsoleFormatter(ExtFormatter previous, ConsoleColumn column, boolean text, boolean colours) {
        super(previous);
        this.column = column;
        this.text = text;
        this.colours = colours;
    }

    /** The formatter for a console that has the given one. Colours are used if that one uses them. */
    static ConsoleFormatter around(ExtFormatter previous, ConsoleColumn column, boolean colourless) {
        boolean text = isForPeople(previous);
        return new ConsoleFormatter(previous, column, text, text && !colourless && usesColours(previous));
    }

    /** The formatter can be a class of the user. One that fails for the sample must not make the start fail. */
    private static boolean usesColours(ExtFormatter formatter) {
        ExtLogRecord sample = new ExtLogRecord(Level.INFO, "sample", FormatStyle.NO_FORMAT, ENGINE);
        sample.setLoggerName(ENGINE);
        try {
            return formatter.format(sample).indexOf(ESCAPE) >= 0;
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }

    /** In continuous testing the formatter of another class loader of this extension can be there already. */
    private static boolean isForPeople(ExtFormatter formatter) {
        return formatter instanceof PatternFormatter || formatter instanceof TextBannerFormatter
                || formatter.getClass().getName().equals(ConsoleFormatter.class.getName());
    }

    /** The formatter that the console had before. */
    ExtFormatter previous() {
        return delegate;
    }

    @Override
    public String format(ExtLogRecord entry) {
        if (text && entry instanceof ConsoleRecord line) {
            return column.line(line.processId(), line.getMessage(), colours);
        }
        if (entry instanceof EngineRecord line && !line.consoleText().equals(line.getMessage())) {
            ExtLogRecord shorter = new ExtLogRecord(line);
            shorter.setMessage(line.consoleText(), FormatStyle.NO_FORMAT);
            return super.format(shorter);
        }
        if (isOfEngineThread(entry)) {
            ExtLogRecord named = new ExtLogRecord(entry);
            named.setThreadName(EngineRecord.THREAD);
            return super.format(named);
        }
        return super.format(entry);
    }

    private static boolean isOfEngineThread(ExtLogRecord entry) {
        return entry.getThreadName() != null && entry.getThreadName().startsWith(ENGINE_THREADS)
                && entry.getLoggerName() != null && entry.getLoggerName().startsWith(ENGINE);
    }
}
