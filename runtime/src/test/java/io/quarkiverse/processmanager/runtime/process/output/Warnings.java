package io.quarkiverse.processmanager.runtime.process.output;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Collects the warnings of this package. Another test of the same JVM can have switched on its debug messages. */
final class Warnings extends Handler implements AutoCloseable {

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(LogFileWriter.class.getPackageName());

    Warnings() {
        logger.addHandler(this);
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
            messages.add(new SimpleFormatter().formatMessage(record));
        }
    }

    @Override
    public void flush() {
        // The messages are not buffered.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
