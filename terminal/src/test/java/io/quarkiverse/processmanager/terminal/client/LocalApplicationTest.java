package io.quarkiverse.processmanager.terminal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalApplicationTest {

    private static final String END = "{\"end\":true}";

    private final CountDownLatch cancelled = new CountDownLatch(1);

    private LocalApplication answering(Consumer<Consumer<String>> lines) {
        return new LocalApplication((request, receiver) -> {
            lines.accept(receiver);
            return cancelled::countDown;
        });
    }

    private static LocalApplication onThread(Consumer<Consumer<String>> lines, Runnable cancel) {
        return new LocalApplication((request, receiver) -> {
            Thread thread = new Thread(() -> lines.accept(receiver));
            thread.setDaemon(true);
            thread.start();
            return cancel;
        });
    }

    @Test
    void theRequestIsALineAndTheAnswerHasItsLines() {
        LocalApplication application = new LocalApplication((request, receiver) -> {
            receiver.accept(request);
            receiver.accept(END);
            receiver.accept(null);
            return cancelled::countDown;
        });

        try (Answer answer = application.request("status", Map.of("ids", List.of("db")))) {
            Members line = answer.next().orElseThrow().members();
            assertThat(line.text("command")).isEqualTo("status");
            assertThat(line.texts("ids")).containsExactly("db");
            assertThat(answer.next()).isEmpty();
        }
        assertThat(cancelled.getCount()).isZero();
    }

    @Test
    void anErrorIsAFailureWithItsSentence() {
        LocalApplication application = answering(receiver -> receiver.accept("{\"error\":{\"message\":\"the reason\"}}"));

        try (Answer answer = application.request("ps", Map.of())) {
            assertThatThrownBy(answer::next).isInstanceOf(Failure.class).hasMessage("the reason");
        }
    }

    @Test
    void noMoreLinesBeforeTheEndMeanThatTheApplicationHasEnded() {
        try (Answer answer = answering(receiver -> receiver.accept(null)).request("watch", Map.of())) {
            assertThatThrownBy(answer::next).hasMessage("the connection is lost: the application has ended");
            assertThatThrownBy(answer::next).hasMessage("the connection is lost: the application has ended");
        }
    }

    /** A reader that is slow lets the application wait, and the application loses no line. */
    @Test
    void theReceiverBlocksWhileTheReaderDoesNotRead() {
        AtomicInteger accepted = new AtomicInteger();
        LocalApplication application = onThread(receiver -> {
            for (int line = 0; line < 5_000; line++) {
                receiver.accept("{\"line\":" + line + "}");
                accepted.incrementAndGet();
            }
            receiver.accept(END);
        }, () -> {
        });

        try (Answer answer = application.request("logs", Map.of())) {
            for (long line = 0; line < 5_000; line++) {
                assertThat(answer.next().orElseThrow().members().number("line")).contains(line);
                assertThat(accepted.get()).isLessThan((int) line + 600);
            }
            assertThat(answer.next()).isEmpty();
        }
    }

    @Test
    void theCloseReleasesTheReaderAndTheApplication() throws Exception {
        CountDownLatch blockedOver = new CountDownLatch(1);
        LocalApplication application = onThread(receiver -> {
            for (int line = 0; line < 2_000; line++) {
                receiver.accept("{}");
            }
            blockedOver.countDown();
        }, cancelled::countDown);
        Answer answer = application.request("logs", Map.of());
        answer.next();

        answer.close();

        assertThat(blockedOver.await(50, TimeUnit.SECONDS)).isTrue();
        assertThat(cancelled.getCount()).isZero();
        assertThatThrownBy(answer::next).isInstanceOf(Failure.class);
    }

    @Test
    void anAnswerThatIsOverdueFails() {
        try (Answer answer = answering(receiver -> {
        }).request("start", Map.of()).within(Duration.ofMillis(20))) {
            assertThatThrownBy(answer::next).isInstanceOfSatisfying(Failure.class,
                    failure -> assertThat(failure.reason()).isEqualTo(Failure.Reason.TIMEOUT));
        }
        assertThat(cancelled.getCount()).isZero();
    }
}
