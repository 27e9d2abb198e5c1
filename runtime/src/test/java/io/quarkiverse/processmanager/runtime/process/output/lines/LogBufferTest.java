package io.quarkiverse.processmanager.runtime.process.output.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogLine.Stream;

class LogBufferTest {

    private final LogBuffer buffer = new LogBuffer("p", 10_000, 1, new Backlog(0));

    @Test
    void linesComeBackAsTheyWereWritten() {
        append("out", Stream.STDOUT);
        append("", Stream.STDERR);
        append("äöü", Stream.STDERR);

        assertThat(buffer.last(10)).extracting(LogLine::text).containsExactly("out", "", "äöü");
        assertThat(buffer.last(10)).extracting(LogLine::stream).containsExactly(Stream.STDOUT, Stream.STDERR, Stream.STDERR);
        assertThat(buffer.last(10)).extracting(LogLine::sequence).containsExactly(1L, 2L, 3L);
        assertThat(buffer.last(10)).extracting(LogLine::incarnation).containsOnly(7L);
        assertThat(buffer.last(2)).extracting(LogLine::text).containsExactly("", "äöü");
        assertThat(buffer.last(0)).isEmpty();
    }

    /** Such as one without memory for the rest of its block. */
    @Test
    void linesThatCannotBeAddedLeaveTheOthersReadable() {
        append("one", Stream.STDOUT);
        byte[] bytes = "two".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> buffer.append(0, 7, Stream.STDOUT, bytes, 0, 20_000, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        append("three", Stream.STDERR);

        assertThat(buffer.last(10)).extracting(LogLine::text).containsExactly("one", "three");
        assertThat(buffer.last(10)).extracting(LogLine::sequence).containsExactly(1L, 2L);
    }

    @Test
    void theOldestLinesMakeRoom() {
        Random random = new Random(1);
        Deque<String> written = new ArrayDeque<>();
        for (int i = 0; i < 5_000; i++) {
            String line = i + "x".repeat(random.nextInt(random.nextInt(100) == 0 ? 9_000 : 50));
            append(line, Stream.STDOUT);
            written.addLast(line);

            if (i % 50 != 0) {
                continue;
            }
            List<String> kept = texts(buffer.last(Integer.MAX_VALUE));
            assertThat(kept).isNotEmpty();
            assertThat(kept.stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(10_000);
            while (written.size() > kept.size()) {
                written.removeFirst();
            }
            assertThat(kept).containsExactlyElementsOf(written);
        }
    }

    @Test
    void aReaderThatIsTooSlowLearnsHowManyLinesItMissed() {
        LineCursor cursor = buffer.start();
        append("first", Stream.STDOUT);
        assertThat(texts(buffer.read(cursor, 10))).containsExactly("first");
        for (int i = 0; i < 1_000; i++) {
            append("line " + i, Stream.STDOUT);
        }

        List<LogLine> lines = buffer.read(cursor, 1_000);

        assertThat(cursor.takeDropped() + lines.size()).isEqualTo(1_000);
        assertThat(cursor.takeDropped()).isZero();
        assertThat(lines.get(lines.size() - 1).text()).isEqualTo("line 999");
        assertThat(lines.get(lines.size() - 1).sequence()).isEqualTo(1_001);
        assertThat(buffer.read(cursor, 10)).isEmpty();
    }

    @Test
    void linesThatASubscriberHasNotReadStayAsLongAsThereIsMemory() {
        Backlog backlog = new Backlog(4 << 20);
        LogBuffer large = new LogBuffer("p", 10_000, 1, backlog);
        LineCursor cursor = large.end();
        large.retain(cursor);
        byte[] line = "x".repeat(100).getBytes(StandardCharsets.UTF_8);

        for (int i = 0; i < 5_000; i++) {
            large.append(0, 1, Stream.STDOUT, line, 0, line.length);
        }
        assertThat(large.read(cursor, 5_000)).hasSize(5_000);
        assertThat(cursor.takeDropped()).isZero();
        assertThat(large.last(5_000)).hasSizeLessThan(100);

        for (int i = 0; i < 50_000; i++) {
            large.append(0, 1, Stream.STDOUT, line, 0, line.length);
        }
        large.release(cursor);
        assertThat(large.read(cursor, 50_000).size() + cursor.takeDropped()).isEqualTo(50_000);
        assertThat(backlog.take(4 << 20)).isTrue();
    }

    @Test
    void linesOfAStreamThatIsNotLoggedDoNotBecomeText() {
        LineCursor cursor = buffer.end();
        append("quiet", Stream.STDOUT);
        buffer.excludeFromLog(Stream.STDOUT);
        append("loud", Stream.STDERR);
        append("quiet too", Stream.STDOUT);
        buffer.excludeFromLog(Stream.STDOUT);

        assertThat(buffer.waitingForLog(cursor)).isEqualTo(1);
        assertThat(texts(buffer.readForLog(cursor, 10))).containsExactly("loud");
        assertThat(buffer.waitingForLog(cursor)).isZero();
        assertThat(buffer.decoded()).isEqualTo(1);
    }

    @Test
    void linesThatAreLeftOutOfTheLogDoNotBecomeText() {
        LineCursor cursor = buffer.start();
        for (int i = 0; i < 1_000; i++) {
            append("out " + i, Stream.STDOUT);
            append("err " + i, Stream.STDERR);
        }
        buffer.excludeFromLog(Stream.STDOUT);

        assertThat(buffer.waitingForLog(cursor)).isEqualTo(1_000);
        buffer.skipForLog(cursor, 2);

        assertThat(texts(buffer.readForLog(cursor, 10))).containsExactly("err 998", "err 999");
        assertThat(cursor.takeLost()).isEqualTo(998);
        assertThat(buffer.decoded()).isEqualTo(2);
    }

    @Test
    void aReaderThatBeginsTooLateLearnsHowManyLinesItMissed() {
        for (int i = 0; i < 1_000; i++) {
            append("line " + i, Stream.STDOUT);
        }
        LineCursor cursor = buffer.start();

        List<LogLine> lines = buffer.read(cursor, 1_000);

        assertThat(lines).hasSizeLessThan(1_000);
        assertThat(cursor.takeDropped() + lines.size()).isEqualTo(1_000);
    }

    @Test
    void theLimitCanChange() {
        for (int i = 0; i < 1_000; i++) {
            append("line " + i, Stream.STDOUT);
        }

        buffer.limit(5_000);
        List<String> fewer = texts(buffer.last(1_000));
        buffer.limit(100_000);
        append("last", Stream.STDOUT);

        assertThat(fewer).hasSizeBetween(50, 170).endsWith("line 999");
        assertThat(buffer.last(1_000)).hasSize(fewer.size() + 1);
    }

    /** Lines that come together, read, counted and dropped at random, beside a plain list of all lines. */
    @Test
    void linesThatComeTogetherAreReadOneByOne() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            LogBuffer some = new LogBuffer("p", 300 + random.nextInt(3_000), 1, new Backlog(0));
            List<String> all = new ArrayList<>();
            LineCursor reader = some.end();
            long read = 0;
            for (int step = 0; step < 60; step++) {
                appendTogether(some, all, random);
                if (random.nextBoolean()) {
                    List<LogLine> lines = some.read(reader, 1 + random.nextInt(30), 1 + random.nextInt(500));
                    read += reader.takeDropped();
                    for (LogLine line : lines) {
                        read++;
                        assertThat(line.sequence()).isEqualTo(read);
                        assertThat(line.stream() + line.text()).isEqualTo(all.get((int) read - 1));
                    }
                }
                int count = random.nextInt(40);
                List<LogLine> last = some.last(count);
                assertThat(last).hasSizeLessThanOrEqualTo(count);
                assertThat(last).extracting(line -> line.stream() + line.text())
                        .isEqualTo(all.subList(all.size() - last.size(), all.size()));
                assertThat(some.last(Integer.MAX_VALUE)).isNotEmpty();
            }
        }
    }

    @Test
    void theLogGetsItsLinesFromBlocksOfBothStreams() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            LogBuffer some = new LogBuffer("p", 50_000, 1, new Backlog(0));
            List<String> wanted = new ArrayList<>();
            LineCursor log = some.start();
            for (int step = 0; step < 40; step++) {
                List<String> added = new ArrayList<>();
                Stream stream = appendTogether(some, added, random);
                if (random.nextInt(3) == 0) {
                    some.excludeFromLog(stream);
                    wanted.removeIf(line -> line.startsWith(stream.toString()));
                } else {
                    wanted.addAll(added);
                }
                assertThat(some.waitingForLog(log)).isEqualTo(wanted.size());
                int count = random.nextInt(20);
                if (random.nextInt(4) == 0 && count < wanted.size()) {
                    some.skipForLog(log, count);
                    assertThat(log.takeLost()).isEqualTo(wanted.size() - count);
                    wanted.subList(0, wanted.size() - count).clear();
                }
                List<LogLine> lines = some.readForLog(log, count);
                assertThat(lines).extracting(line -> line.stream() + line.text())
                        .isEqualTo(wanted.subList(0, lines.size()));
                assertThat(lines).hasSize(Math.min(count, wanted.size()));
                wanted.subList(0, lines.size()).clear();
            }
        }
    }

    private static Stream appendTogether(LogBuffer buffer, List<String> all, Random random) {
        Stream stream = random.nextInt(3) == 0 ? Stream.STDERR : Stream.STDOUT;
        int count = 1 + random.nextInt(12);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String line = "x".repeat(random.nextInt(30));
            text.append(line).append('\n');
            all.add(stream + line);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        buffer.append(0, 1, stream, bytes, 0, bytes.length, count);
        return stream;
    }

    private void append(String text, Stream stream) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        buffer.append(System.currentTimeMillis(), 7, stream, bytes, 0, bytes.length);
    }

    private static List<String> texts(List<LogLine> lines) {
        return lines.stream().map(LogLine::text).collect(Collectors.toList());
    }
}
