package io.quarkiverse.processmanager.runtime.process.output.file;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Collects the messages of this package from INFO on. Another test of the same JVM can have switched on its debug messages. */
final class Messages extends Handler implements AutoCloseable {

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(LogFileWriter.class.getPackageName());

    Messages() {
        logger.addHandler(this);
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.INFO.intValue()) {
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
