package io.quarkiverse.processmanager.runtime.process.output.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.LogLine.Stream;
import io.quarkiverse.processmanager.runtime.process.output.lines.Backlog;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;

/** A question is reported when its pause is over and no output has followed; the test decides when the pause is over. */
class QuestionWatchTest {

    private final Queue<Runnable> checks = new ArrayDeque<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(0) {

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            checks.add(command);
            return null;
        }
    };
    private final LogBuffer buffer = new LogBuffer("p", 10_000, 1, new Backlog(0));
    private final List<String> questions = new ArrayList<>();
    private final QuestionWatch watch = new QuestionWatch(buffer, timer, 0);

    @AfterEach
    void shutDown() {
        timer.shutdownNow();
    }

    @Test
    void aQuestionWithoutFurtherOutputIsReported() {
        watch.listener(questions::add);

        unfinished("Proceed? ");
        pauseIsOver();

        assertThat(questions).containsExactly("Proceed?");
    }

    @Test
    void onlyTheFirstQuestionIsReported() {
        watch.listener(questions::add);
        unfinished("Proceed? ");
        pauseIsOver();

        unfinished("Really? ");

        assertThat(checks).isEmpty();
        assertThat(questions).containsExactly("Proceed?");
    }

    @Test
    void outputAfterAQuestionAnswersIt() {
        watch.listener(questions::add);
        unfinished("Proceed? ");
        append("yes, because there is no terminal");

        pauseIsOver();
        assertThat(questions).isEmpty();

        unfinished("Name: ");
        pauseIsOver();
        assertThat(questions).containsExactly("Name:");
    }

    @Test
    void onlyTheLastQuestionIsChecked() {
        watch.listener(questions::add);

        unfinished("One? ");
        unfinished("Two? ");

        assertThat(checks).hasSize(1);
        pauseIsOver();
        assertThat(questions).containsExactly("Two?");
    }

    @Test
    void nothingIsWatchedForOrdinaryTextOrWithoutAReceiver() {
        unfinished("Proceed? ");
        watch.listener(questions::add);
        unfinished("Compiling");

        assertThat(checks).isEmpty();
    }

    private void unfinished(String line) {
        append(line);
        watch.unfinished(line.getBytes(StandardCharsets.UTF_8));
    }

    private void append(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        buffer.append(0, 1, Stream.STDOUT, bytes, 0, bytes.length);
    }

    private void pauseIsOver() {
        checks.remove().run();
    }
}
