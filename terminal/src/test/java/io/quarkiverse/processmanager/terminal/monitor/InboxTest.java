package io.quarkiverse.processmanager.terminal.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.processmanager.terminal.monitor.log.LogBuffer;
import io.quarkiverse.processmanager.terminal.monitor.log.LogLine;

@Timeout(60)
class InboxTest {

    private static final long NEVER = Long.MAX_VALUE / 4;

    private final Inbox inbox = new Inbox();

    private static long in(long nanos) {
        return System.nanoTime() + nanos;
    }

    private Inbox.Batch take() throws InterruptedException {
        return inbox.take(in(0), in(0));
    }

    private static LogLine line(String text) {
        return new LogLine("a", text, false);
    }

    @Test
    void aKeyDoesNotWaitForTheNextFrame() throws InterruptedException {
        Thread keyboard = new Thread(() -> {
            try {
                inbox.key(Input.Key.of('q'));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        keyboard.start();

        Inbox.Batch batch = inbox.take(in(NEVER), in(NEVER));

        assertThat(batch.key()).contains(Input.Key.of('q'));
        inbox.handled();
        keyboard.join();
        assertThat(take().key()).isEmpty();
    }

    @Test
    void newsWaitForTheNextFrame() throws InterruptedException {
        inbox.news(model -> {
        });

        assertThat(inbox.take(in(1_000_000), in(NEVER)).hasNews()).isTrue();
        assertThat(take().hasNews()).isFalse();
    }

    @Test
    void newerRowsReplaceThoseThatAreNotTaken() throws InterruptedException {
        inbox.rows(List.of());
        inbox.rows(List.of());
        inbox.news(model -> model.lost("gone"));
        inbox.rows(List.of());

        assertThat(take().news()).hasSize(3);
    }

    @Test
    void linesOfAnEarlierLogAreDropped() throws InterruptedException {
        inbox.logBegins(1);
        inbox.line(1, line("old"));
        inbox.logBegins(2);
        inbox.line(1, line("late"));
        inbox.logBegins(1);
        inbox.line(2, line("new"));

        Inbox.Batch batch = take();

        assertThat(batch.logBegins()).isTrue();
        assertThat(batch.serial()).isEqualTo(2);
        assertThat(batch.lines()).containsExactly(line("new"));
    }

    @Test
    void linesThatAreNotTakenHaveALimit() throws InterruptedException {
        inbox.logBegins(1);
        for (int number = 0; number < 3 * LogBuffer.MOST_LINES; number++) {
            inbox.line(1, line("line " + number));
        }

        assertThat(take().lines()).hasSize(LogBuffer.MOST_LINES).last()
                .isEqualTo(line("line " + (3 * LogBuffer.MOST_LINES - 1)));
    }

    @Test
    void longLinesThatAreNotTakenHaveALimit() throws InterruptedException {
        inbox.logBegins(1);
        for (int number = 0; number < 100; number++) {
            inbox.line(1, line("x".repeat(100_000)));
        }

        assertThat(take().lines()).hasSize((int) (LogBuffer.MOST_CHARACTERS / 100_000));
    }
}
