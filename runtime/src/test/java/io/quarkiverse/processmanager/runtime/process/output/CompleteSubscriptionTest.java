package io.quarkiverse.processmanager.runtime.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;

/** A subscriber that is slower than a process for a while receives each line, although the buffer holds 1 MiB. */
class CompleteSubscriptionTest {

    /** About 10 MB: it fits into the backlog, so the test does not depend on the speed of the machine. */
    private static final int LINES = 700_000;

    @RegisterExtension
    final Workshop workshop = new Workshop();

    private final AtomicLong received = new AtomicLong();
    private final AtomicLong outOfOrder = new AtomicLong();
    private Listeners listeners;

    @BeforeEach
    void open() {
        listeners = new Listeners(workshop.runner());
    }

    @AfterEach
    void close() {
        listeners.close(Duration.ofSeconds(10));
    }

    @Test
    void aSubscriberThatFallsBehindReceivesEachLine() {
        listeners.output("p").subscribe().with(line -> {
            if (received.get() == 0) {
                // Nothing is taken until the process has ended.
                workshop.awaitUntil(() -> workshop.runner().logs("p", 1).get(0).sequence() == LINES);
            }
            take(line);
        });

        workshop.start(workshop.flood(LINES)).witness().awaitGone();

        workshop.awaitUntil(() -> received.get() == LINES);
        assertThat(outOfOrder).hasValue(0);
    }

    @Test
    void twoSubscribersReceiveEachLine() {
        AtomicLong others = new AtomicLong();
        listeners.output("p").subscribe().with(this::take);
        listeners.output("p").subscribe().with(line -> others.incrementAndGet());

        workshop.start(workshop.flood(LINES)).witness().awaitGone();

        workshop.awaitUntil(() -> received.get() == LINES && others.get() == LINES);
        assertThat(outOfOrder).hasValue(0);
    }

    private void take(LogLine line) {
        long number = received.incrementAndGet();
        if (line.sequence() != number || !line.text().equals("line " + number)) {
            outOfOrder.incrementAndGet();
        }
    }
}
