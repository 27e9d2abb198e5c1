package io.quarkiverse.processmanager.runtime.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogLine.Stream;
import io.quarkiverse.processmanager.runtime.process.LineLog;
import io.quarkiverse.processmanager.runtime.process.output.lines.Backlog;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;

/** A failure on the thread that delivers lines to the log: further lines are delivered, of all processes. */
class FailingDispatchTest {

    private final Log log = new Log();
    private final LogBuffer db = new LogBuffer("db", 10_000, 1, new Backlog(0));
    private final LogBuffer web = new LogBuffer("web", 10_000, 1, new Backlog(0));
    private final OutputDispatcher dispatcher = new OutputDispatcher(log, List.of());

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @Test
    void aFailureBeforeTheDeliveryDelaysTheLines() {
        log.limitFailures.set(1);

        write(db, "one");

        await("one");
    }

    @Test
    void aProcessWhoseLinesCannotBeDeliveredDoesNotHoldUpTheOthers() {
        log.limitFailures.set(Integer.MAX_VALUE);
        write(db, "one");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log.limitFailures.get() < Integer.MAX_VALUE);

        write(web, "two");

        await("two");
        log.limitFailures.set(0);
        await("two", "one");
    }

    @Test
    void aLogWithoutMemoryForOneLineReceivesTheNext() {
        log.lineFailures.set(1);

        write(db, "one");
        write(db, "two");

        await("two");
    }

    @Test
    void aLogThatCannotSayWhatItWantsReceivesTheLine() {
        log.wantsFails = true;

        write(db, "one");

        await("one");
    }

    private void write(LogBuffer buffer, String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        buffer.append(0, 1, Stream.STDOUT, bytes, 0, bytes.length, 1);
        dispatcher.changed(buffer, Stream.STDOUT);
    }

    private void await(String... texts) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(log.texts).containsExactly(texts));
    }

    private static final class Log implements LineLog {

        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final AtomicInteger limitFailures = new AtomicInteger();
        private final AtomicInteger lineFailures = new AtomicInteger();
        private volatile boolean wantsFails;

        @Override
        public void line(LogLine line) {
            fail(lineFailures);
            texts.add(line.text());
        }

        @Override
        public int rateLimit(String processId) {
            if (processId.equals("db")) {
                fail(limitFailures);
            }
            return 0;
        }

        @Override
        public boolean wants(String processId, Stream stream) {
            if (wantsFails) {
                throw new OutOfMemoryError("on purpose");
            }
            return true;
        }

        private static void fail(AtomicInteger failures) {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new OutOfMemoryError("on purpose");
            }
        }
    }
}
