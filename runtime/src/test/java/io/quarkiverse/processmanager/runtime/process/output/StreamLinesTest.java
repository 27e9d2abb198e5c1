package io.quarkiverse.processmanager.runtime.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.process.output.file.LogFileWriter;
import io.quarkiverse.processmanager.runtime.process.output.file.LogFileWriterTest;
import io.quarkiverse.processmanager.runtime.process.output.file.RotatingFile;
import io.quarkiverse.processmanager.runtime.process.output.lines.Backlog;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;
import io.quarkiverse.processmanager.runtime.process.output.pipe.StreamLines;
import io.quarkiverse.processmanager.runtime.process.output.search.LineSearches;
import io.quarkiverse.processmanager.runtime.process.output.search.QuestionWatch;

/** The rules by which a line without an end counts as a line. */
class StreamLinesTest {

    private static final long NEVER = TimeUnit.DAYS.toNanos(1);

    private final List<String> lines = new ArrayList<>();
    private final LineSearches searches = new LineSearches("p", Runnable::run);
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(0);
    private StreamLines output = output(LogFileWriterTest.none());
    private LogBuffer buffer;
    private IncarnationOutput incarnation;

    private StreamLines output(LogFileWriter file) {
        return new StreamLines(LogSettings.DEFAULT,
                (time, source, offset, length, count) -> new String(source, offset, length, StandardCharsets.UTF_8).lines()
                        .forEach(lines::add),
                searches, () -> {
                }, file);
    }

    @Test
    void aPromptCountsAfterASilence() {
        feed("Name: ");

        assertThat(output.flushAfter(NEVER, NEVER, false)).isPositive();
        assertThat(lines).isEmpty();
        assertThat(output.flushAfter(0, NEVER, false)).isZero();
        assertThat(lines).containsExactly("Name: ");
        assertThat(output.flushAfter(0, NEVER, false)).isZero();
    }

    @Test
    void aLineThatIsBeingRewrittenWaitsLonger() {
        feed("10%\r");

        assertThat(output.flushAfter(0, NEVER, false)).isPositive();
        assertThat(lines).isEmpty();
    }

    @Test
    void aLineThatEndsWithABlockWaitsLongerForItsRest() {
        feed("x".repeat(8192));

        assertThat(output.flushAfter(0, NEVER, false)).isPositive();
        feed("y\n");

        assertThat(lines).containsExactly("x".repeat(8192) + "y");
    }

    @Test
    void aReaderThatWaitsForTheFileIsNoSilence() {
        LogFileWriter slow = new LogFileWriter("p", file -> {
            assertThat(flushed(1)).isPositive();
            throw new IOException("the disk is gone");
        }, Runnable::run);
        slow.file(Optional.of(LogFileSettings.of(Path.of("p.log"))));
        output = output(slow);

        feed("one\ntw");

        assertThat(lines).containsExactly("one");
        assertThat(flushed(1)).isZero();
        assertThat(lines).containsExactly("one", "tw");
    }

    private long flushed(long silence) {
        // The timer has a thread of its own.
        return CompletableFuture.supplyAsync(() -> output.flushAfter(silence, NEVER, false)).join();
    }

    @Test
    void aLineThatWaitsForItsFileIsInNoLaterFile(@TempDir Path directory) throws IOException {
        LogFileWriter late = new LogFileWriter("p", RotatingFile::open, task -> {
            // The tasks of the pool are late.
        });
        late.file(Optional.of(LogFileSettings.of(directory.resolve("one.log"))));
        output = output(late);
        feed("one\ntw");
        output.flushAfter(0, NEVER, false);

        late.file(Optional.of(LogFileSettings.of(directory.resolve("two.log"))));
        feed("three\nfo");
        output.flushAfter(0, NEVER, false);
        late.file(Optional.empty());
        feed("five\n");

        assertThat(directory.resolve("one.log")).hasContent("one\ntw\n");
        assertThat(directory.resolve("two.log")).hasContent("three\nfo\n");
        assertThat(lines).containsExactly("one", "tw", "three", "fo", "five");
    }

    @Test
    void noTextIsFlushedTwice() {
        feed("a");
        output.flushAfter(0, 0, false);
        feed("b");
        output.flushAfter(0, 0, false);
        feed("\n");
        output.end(true);

        assertThat(lines).containsExactly("a", "b");
    }

    @Test
    void aSearchAndUnwrittenLinesCanBlockTheThreadThatFeeds(@TempDir Path directory) {
        Deque<Runnable> later = new ArrayDeque<>();
        LogFileWriter file = new LogFileWriter("p", RotatingFile::open, later::add);
        file.file(Optional.of(LogFileSettings.of(directory.resolve("p.log"))));
        output = output(file);
        assertThat(output.canBlock()).isFalse();
        assertThat(output.end(false)).as("an end that waits for the file").isFalse();

        output.feed("one\n".getBytes(StandardCharsets.UTF_8), 4, false);
        assertThat(output.canBlock()).isTrue();
        while (!later.isEmpty()) {
            later.poll().run();
        }
        assertThat(output.canBlock()).isFalse();
        assertThat(directory.resolve("p.log")).content().isEqualTo("one\n");

        searches.find("x", searches::activate);
        assertThat(output.canBlock()).isTrue();
        file.close();
        later.forEach(Runnable::run);
    }

    /** The event loop, which reads most pipes, must not run an expression. */
    @Test
    void aThreadThatCannotWaitRunsNoExpression() {
        begin(new LogBuffer("p", 1_000, 1, new Backlog(0)), Runnable::run);
        byte[] bytes = "one\ntwo\npart".getBytes(StandardCharsets.UTF_8);
        CompletableFuture<String> line = incarnation.firstLine("two").toCompletableFuture();

        assertThat(output.feed(bytes, bytes.length, false)).isFalse();
        assertThat(line).isNotDone();
        assertThat(buffer.last(2)).isEmpty();
        assertThat(output.hasPartial()).isFalse();

        assertThat(output.feed(bytes, bytes.length, true)).isTrue();
        assertThat(line).isCompletedWithValue("two");
        assertThat(buffer.last(3)).extracting(LogLine::text).containsExactly("one", "two");
    }

    /** The timer of all processes flushes a line without an end, and the loop passes the end of most streams. */
    @Test
    void neitherTheTimerNorTheEndOnTheLoopRunsAnExpression() {
        begin(new LogBuffer("p", 1_000, 1, new Backlog(0)), Runnable::run);
        feed("Na");
        CompletableFuture<String> line = incarnation.firstLine("Name").toCompletableFuture();
        byte[] bytes = "me: ".getBytes(StandardCharsets.UTF_8);

        assertThat(output.flushAfter(0, NEVER, false)).isEqualTo(StreamLines.CANNOT_WAIT);
        assertThat(output.end(false)).isFalse();
        assertThat(buffer.last(1)).isEmpty();

        assertThat(output.feed(bytes, bytes.length, true)).isTrue();
        assertThat(line).isCompletedWithValue("Name: ");
        assertThat(output.flushAfter(0, NEVER, false)).isZero();
        assertThat(output.end(false)).isTrue();
        assertThat(buffer.last(1)).extracting(LogLine::text).containsExactly("Name: ");
    }

    /** Another thread can hold the lines while it runs an expression. */
    @Test
    void aThreadThatCannotWaitDoesNotWaitForAnotherThreadEither() {
        AtomicBoolean taken = new AtomicBoolean(true);
        byte[] bytes = "two\n".getBytes(StandardCharsets.UTF_8);
        output = new StreamLines(LogSettings.DEFAULT, (time, source, offset, length, count) -> taken.set(CompletableFuture
                .supplyAsync(() -> output.feed(bytes, bytes.length, false)).orTimeout(60, TimeUnit.SECONDS).join()),
                searches, () -> {
                }, LogFileWriterTest.none());

        feed("one\n");

        assertThat(taken).isFalse();
    }

    /** The process writes so much while the expression runs that the buffer has no room for what has not been searched. */
    @Test
    void aSearchInTheHistoryMissesNoLine() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        begin(new LogBuffer("p", 200_000, 1, new Backlog(64 << 20)), pool);
        feed(("x".repeat(60) + "\n").repeat(1_500) + "needle\n");

        CompletableFuture<String> line = incarnation.firstLine("x+x+y|needle").toCompletableFuture();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(output::canBlock);
        String flood = ("z".repeat(1_000) + "\n").repeat(1_000);
        for (int i = 0; i < 10 && !line.isDone(); i++) {
            feed(flood);
        }

        assertThat(line.get(60, TimeUnit.SECONDS)).isEqualTo("needle");
        assertThat(buffer.last(Integer.MAX_VALUE)).as("what is kept after the search").hasSizeLessThan(300);
        pool.shutdown();
    }

    private void begin(LogBuffer kept, Executor pool) {
        buffer = kept;
        incarnation = new IncarnationOutput(buffer, 1, LogFileWriterTest.none(), new QuestionWatch(buffer, timer), pool);
        output = incarnation.stream(LogLine.Stream.STDOUT, LogSettings.DEFAULT, new LineNews() {
            @Override
            public boolean isLogged(LogLine.Stream stream) {
                return false;
            }

            @Override
            public void changed(LogLine.Stream stream) {
                // Nothing follows the lines.
            }
        });
    }

    @AfterEach
    void close() {
        timer.shutdown();
    }

    /** The supervisor changes the policy, while the expression of a search may take long for each line. */
    @Test
    void aChangeOfThePolicyDoesNotWaitForAReader() {
        AtomicBoolean changed = new AtomicBoolean();
        output = new StreamLines(LogSettings.DEFAULT, (time, source, offset, length, count) -> {
            CompletableFuture.runAsync(() -> output.policy(LogSettings.DEFAULT.withAnsi(LogPolicy.Ansi.STRIP)))
                    .orTimeout(60, TimeUnit.SECONDS).join();
            changed.set(true);
        }, searches, () -> {
        }, LogFileWriterTest.none());

        feed("one\n");

        assertThat(changed).isTrue();
    }

    private void feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.feed(bytes, bytes.length, true);
    }
}
