package io.quarkiverse.processmanager.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DevModeErrorTest {

    private final Logger logger = Logger.getLogger("io.quarkus.deployment.dev.IsolatedDevModeMain");
    private final List<LogRecord> records = new ArrayList<>();
    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(handler);
        logger.setFilter(null);
    }

    @Test
    void theRecordAboutTheRefusalHasNoTraces() {
        RuntimeException refusal = new RuntimeException("cannot start the application");
        DevModeError.expect(refusal);

        logger.log(Level.SEVERE, "another error", new RuntimeException("other"));
        logger.log(Level.SEVERE, "Failed to start quarkus", new RuntimeException(new RuntimeException(refusal)));
        logger.log(Level.SEVERE, "Failed to start quarkus", refusal);

        assertThat(records).extracting(record -> record.getThrown() != null).containsExactly(true, false, true);
        assertThat(logger.getFilter()).isNull();
    }

    @Test
    void aSecondRefusalLeavesOneFilter() {
        DevModeError.expect(new RuntimeException("first"));
        RuntimeException second = new RuntimeException("second");
        DevModeError.expect(second);

        logger.log(Level.SEVERE, "Failed to start quarkus", second);

        assertThat(records.get(0).getThrown()).isNull();
        assertThat(logger.getFilter()).isNull();
    }
}
