package io.quarkiverse.processmanager.runtime.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;
import io.quarkiverse.processmanager.runtime.process.output.file.OutputFiles;
import io.quarkiverse.processmanager.runtime.process.output.lines.Backlog;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;
import io.quarkiverse.processmanager.runtime.process.output.pipe.ChildPipe;
import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.OwnerThread;

class OutputFollowerTest {

    private static final Runnable NO_NOTIFICATION = () -> {
    };
    private static final LogSettings LARGE = new LogSettings(Level.OFF, Level.OFF, 1_000, 64 * 1024 * 1024,
            16 * 1024, LogPolicy.Capture.SEPARATE, LogPolicy.Ansi.KEEP,
            Optional.empty());
    private static final LogSettings SMALL = new LogSettings(Level.OFF, Level.OFF, 1_000, 64 * 1024,
            16 * 1024, LogPolicy.Capture.SEPARATE, LogPolicy.Ansi.KEEP,
            Optional.empty());

    @RegisterExtension
    final Workshop workshop = new Workshop();

    private final List<LogLine> taken = new ArrayList<>();

    @Test
    void keptLinesAndThenNewLinesComeWithoutAGapOrADuplicate() {
        Workshop.Started started = workshop.start(workshop.flood(200_000), StopSettings.DEFAULT, LARGE);
        workshop.awaitUntil(() -> workshop.runner().logs("p", 1).size() == 1);

        ProcessRunner.LineFeed feed = workshop.runner().follow("p"::equals, true, NO_NOTIFICATION);
        takeUntil(feed, 200_000);
        started.witness().awaitGone();

        assertThat(taken).extracting(LogLine::sequence).isEqualTo(LongStream.rangeClosed(1, 200_000).boxed().toList());
        assertThat(taken.get(199_999).text()).isEqualTo("line 200000");
        assertThat(feed.lost()).isZero();
        feed.close();
    }

    @Test
    void withoutHistoryTheFeedBeginsWithTheNextLineAndSpansIncarnations() {
        workshop.start(workshop.sh("echo before")).witness().awaitGone();
        ProcessRunner.LineFeed feed = workshop.runner().follow("p"::equals, false, NO_NOTIFICATION);

        workshop.start(workshop.sh("echo one")).witness().awaitGone();
        workshop.start(workshop.sh("echo two")).witness().awaitGone();
        takeUntil(feed, 2);

        assertThat(taken).extracting(LogLine::text).containsExactly("one", "two");
        feed.close();
    }

    @Test
    void aProcessThatComesLaterIsFollowedFromItsFirstLine() {
        ProcessRunner.LineFeed feed = workshop.runner().follow(id -> true, false, NO_NOTIFICATION);

        workshop.start(workshop.sh("echo first")).witness().awaitGone();
        takeUntil(feed, 1);

        assertThat(taken).extracting(LogLine::text).containsExactly("first");
        feed.close();
    }

    @Test
    void aSlowReaderLosesTheOldestLinesAndLearnsTheirNumber() {
        LogBuffer buffer = new LogBuffer("p", 1_000, 1, new Backlog(1 << 20));
        OutputFollower feed = alone(buffer);

        append(buffer, 100_000);
        feed.close();
        takeAll(feed);

        assertThat(taken.get(taken.size() - 1).sequence()).isEqualTo(100_000);
        assertThat(taken).hasSizeGreaterThan(10_000);
        assertThat(feed.lost()).isPositive().isEqualTo(taken.get(0).sequence() - 1);
        assertThat(feed.lost() + taken.size()).isEqualTo(100_000);
    }

    @Test
    void theLinesThatWaitForTheReaderOutliveTheClose() {
        ProcessRunner.LineFeed feed = workshop.runner().follow("p"::equals, true, NO_NOTIFICATION);

        workshop.start(workshop.flood(100_000), StopSettings.DEFAULT, SMALL).witness().awaitGone();
        feed.close();
        takeAll(feed);

        assertThat(taken).extracting(LogLine::sequence).isEqualTo(LongStream.rangeClosed(1, 100_000).boxed().toList());
        assertThat(feed.lost()).isZero();
    }

    @Test
    void aFeedThatHasBeenReadToItsEndKeepsNoMemory() {
        Backlog backlog = new Backlog(8 << 20);
        LogBuffer buffer = new LogBuffer("p", 1_000, 1, backlog);
        OutputFollower feed = alone(buffer);

        append(buffer, 100_000);
        feed.close();
        takeAll(feed);
        append(buffer, 100_000);

        assertThat(taken).hasSize(100_000);
        assertThat(backlog.take(8 << 20)).isTrue();
    }

    @Test
    void aDiscardedFeedKeepsNoMemory() {
        Backlog backlog = new Backlog(8 << 20);
        LogBuffer buffer = new LogBuffer("p", 1_000, 1, backlog);
        OutputFollower feed = alone(buffer);

        append(buffer, 100_000);
        feed.close();
        feed.discard();

        assertThat(backlog.take(8 << 20)).isTrue();
        assertThat(feed.next(10)).isEmpty();
    }

    /** Follows a buffer that belongs to no process of the runner. */
    private static OutputFollower alone(LogBuffer buffer) {
        OutputFollower feed = new OutputFollower("p"::equals, NO_NOTIFICATION,
                new OutputStore(EngineExecutors.create(new OwnerThread()),
                        (process, stream, of) -> ChildPipe.polled(process, stream),
                        new OutputFiles(Path.of("unused"), new LinuxProcessTable())));
        feed.add(buffer, buffer.start());
        return feed;
    }

    private static void append(LogBuffer buffer, int lines) {
        byte[] text = "a line of output".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < lines; i++) {
            buffer.append(0, 1, LogLine.Stream.STDOUT, text, 0, text.length);
        }
    }

    @Test
    void aProcessThatWritesAllTheTimeDoesNotHideAnother() {
        ProcessRunner.LineFeed feed = workshop.runner().follow(id -> true, false, NO_NOTIFICATION);
        workshop.start(workshop.flood(10_000), StopSettings.DEFAULT, LARGE).witness().awaitGone();
        workshop.startAs("other", workshop.sh("echo here")).witness().awaitGone();

        List<LogLine> both = new ArrayList<>(feed.next(10));
        both.addAll(feed.next(10));

        assertThat(both).extracting(LogLine::processId).contains("p", "other");
        feed.close();
    }

    @Test
    void aFileIsPolledWhileItIsFollowed() {
        LogSettings direct = LogSettings.DEFAULT.withCapture(Capture.DIRECT);
        Workshop.Started started = workshop.start(workshop.sh("echo one; while ! test -f more; do sleep 0.01; done;"
                + " echo two; exec sleep 1000"), StopSettings.DEFAULT, direct);
        ProcessRunner.LineFeed feed = workshop.runner().follow("p"::equals, true, NO_NOTIFICATION);
        takeUntil(feed, 1);

        workshop.touch("more");
        takeUntil(feed, 2);

        assertThat(taken).extracting(LogLine::text).containsExactly("one", "two");
        feed.close();
        started.process().kill();
        started.witness().awaitGone();
    }

    @Test
    void anotherCaptureModeMakesNoGapAndNoDuplicate() {
        ProcessRunner.LineFeed feed = workshop.runner().follow("p"::equals, true, NO_NOTIFICATION);
        workshop.start(workshop.sh("echo one"), StopSettings.DEFAULT, LogSettings.DEFAULT).witness().awaitGone();
        workshop.start(workshop.sh("echo two"), StopSettings.DEFAULT, LogSettings.DEFAULT.withCapture(Capture.DIRECT)).witness()
                .awaitGone();
        workshop.start(workshop.sh("echo three"), StopSettings.DEFAULT, LogSettings.DEFAULT).witness().awaitGone();

        takeUntil(feed, 3);

        assertThat(taken).extracting(LogLine::text).containsExactly("one", "two", "three");
        assertThat(taken).extracting(LogLine::sequence).containsExactly(1L, 2L, 3L);
        feed.close();
    }

    @Test
    void aProcessThatIsRemovedAndDeclaredAgainIsFollowed() {
        ProcessRunner.LineFeed feed = workshop.runner().follow("p"::equals, true, NO_NOTIFICATION);
        workshop.start(workshop.sh("echo one")).witness().awaitGone();
        workshop.runner().forget("p");
        workshop.start(workshop.sh("echo two")).witness().awaitGone();

        takeUntil(feed, 2);

        assertThat(taken).extracting(LogLine::text).containsExactly("one", "two");
        feed.close();
    }

    @Test
    void afterTheCloseAvailableLinesCanStillBeTaken() {
        ProcessRunner.LineFeed feed = workshop.runner().follow("p"::equals, true, NO_NOTIFICATION);
        workshop.start(workshop.sh("echo one")).witness().awaitGone();

        feed.close();
        workshop.start(workshop.sh("echo two")).witness().awaitGone();

        assertThat(feed.next(10)).extracting(LogLine::text).containsExactly("one");
        assertThat(feed.next(10)).isEmpty();
    }

    private void takeAll(ProcessRunner.LineFeed feed) {
        for (List<LogLine> lines = feed.next(1_000); !lines.isEmpty(); lines = feed.next(1_000)) {
            taken.addAll(lines);
        }
    }

    private void takeUntil(ProcessRunner.LineFeed feed, int count) {
        workshop.awaitUntil(() -> {
            List<LogLine> lines = feed.next(1_000);
            while (!lines.isEmpty()) {
                taken.addAll(lines);
                lines = feed.next(1_000);
            }
            return taken.size() >= count;
        });
    }
}
