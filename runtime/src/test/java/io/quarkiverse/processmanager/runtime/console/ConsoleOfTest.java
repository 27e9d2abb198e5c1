package io.quarkiverse.processmanager.runtime.console;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A console handler at the root logger that writes into memory, and another handler that records what it receives. */
final class ConsoleOfTest implements BeforeEachCallback, AfterEachCallback {

    private static final List<String> OF_TESTS = List.of("process.", "io.quarkiverse.processmanager", "com.acme");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    final ConsoleHandler handler;
    final List<LogRecord> elsewhere = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final Handler other = new Handler() {

        @Override
        public void publish(LogRecord entry) {
            elsewhere.add(entry);
        }

        @Override
        public void flush() {
            // There is no buffer.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    };

    ConsoleOfTest(Formatter formatter) {
        handler = new ConsoleHandler(formatter) {

            /** JUnit and other libraries log, too, some of them at their first use in the JVM. */
            @Override
            protected void doPublish(ExtLogRecord entry) {
                if (OF_TESTS.stream().anyMatch(entry.getLoggerName()::startsWith)) {
                    super.doPublish(entry);
                }
            }
        };
        handler.setOutputStream(written);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Logger.getLogger("").addHandler(handler);
        Logger.getLogger("").addHandler(other);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Logger.getLogger("").removeHandler(handler);
        Logger.getLogger("").removeHandler(other);
    }

    List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
