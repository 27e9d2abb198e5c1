package io.quarkiverse.processmanager.runtime.process.output.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;

/** The lines of a process in its file, on a disk that is full or slow. */
public class LogFileWriterTest {

    private final Disk disk = new Disk();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final LogFileWriter writer = new LogFileWriter("p", disk, pool);
    private final ReentrantLock lock = new ReentrantLock();
    private final UnwrittenLines lines = new UnwrittenLines(lock);
    private final Messages log = new Messages();

    /** A writer without a file. */
    public static LogFileWriter none() {
        return new LogFileWriter("p", file -> {
            throw new AssertionError("no file was requested");
        }, Runnable::run);
    }

    @AfterEach
    public void close() {
        log.close();
        pool.shutdownNow();
    }

    @Test
    void linesAreWrittenBeforeTheReaderContinues() {
        begin();

        write("one", "two");

        assertThat(disk.text()).isEqualTo("one\ntwo\n");
    }

    @Test
    void aFullDiskIsReportedOnceAndItsLinesAreCounted() {
        begin();
        write("one");
        disk.room = 6;

        write("two", "three", "four");
        write("five");
        write("six");

        assertThat(writer.lost()).isEqualTo(4);
        assertThat(disk.text()).isEqualTo("one\ntwo\nth");
        assertThat(log.messages()).singleElement().asString().contains("cannot write the log file of process 'p'",
                "/logs/p.log", "No space left on device");
    }

    @Test
    void theNumberOfMissingLinesComesFirstWhenTheDiskHasRoomAgain() {
        begin();
        disk.room = 2;
        write("one", "two");
        disk.room = Integer.MAX_VALUE;

        writeUntilItWorks("three");

        String text = disk.text();
        long missing = writer.lost();
        assertThat(text).isEqualTo("on\n... " + missing + " lines are missing here, because the file could not be written ...\n"
                + "three\n");
        assertThat(missing).isGreaterThanOrEqualTo(2);
        assertThat(log.messages()).hasSize(2).last().asString().contains("is written again",
                missing + " lines are missing");
    }

    @Test
    void aFileThatIsClosedWhileTheDiskIsFullGetsTheNumberIfItCan() throws Exception {
        begin();
        disk.room = 4;
        write("one", "two");
        disk.room = Integer.MAX_VALUE;

        writer.close().get(60, TimeUnit.SECONDS);

        assertThat(disk.text()).isEqualTo("one\n... 1 line is missing here, because the file could not be written ...\n");
        assertThat(disk.open).isFalse();
    }

    @Test
    void noCallerButTheReaderWaitsForASlowDisk() throws Exception {
        begin();
        CountDownLatch slow = new CountDownLatch(1);
        disk.gate = Optional.of(slow);
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> write("one"), pool);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> disk.waiting);

        UnwrittenLines prompt = new UnwrittenLines(lock);
        add(prompt, "two");
        writer.writeLater(prompt);
        switchTo("/logs/other.log");
        CompletableFuture<Void> closed = writer.close();

        assertThat(writer.lost()).isZero();
        assertThat(reader).isNotDone();
        slow.countDown();
        closed.get(60, TimeUnit.SECONDS);
        reader.get(60, TimeUnit.SECONDS);
        assertThat(disk.text()).isEqualTo("one\ntwo\n");
        assertThat(disk.open).isFalse();
    }

    @Test
    void eachLineIsInTheFileThatWasWantedWhenTheLineCame() throws Exception {
        begin();
        write("one");
        add(lines, "two");
        switchTo("/logs/other.log");
        write("three");
        add(lines, "four");
        CompletableFuture<Void> closed = writer.close();
        closed.get(60, TimeUnit.SECONDS);
        writer.write(lines);

        assertThat(disk.text()).isEqualTo("one\ntwo\n");
        assertThat(disk.text("/logs/other.log")).isEqualTo("three\nfour\n");
        assertThat(writer.lost()).isZero();
        assertThat(disk.open).isFalse();
    }

    @Test
    void linesThatWaitAreWrittenWhenNoFileIsWantedAnyMore() throws Exception {
        begin();
        add(lines, "one");
        writer.writeLater(lines);
        writer.file(Optional.empty());
        writer.close().get(60, TimeUnit.SECONDS);

        assertThat(disk.text()).isEqualTo("one\n");
    }

    @Test
    void aSecondFileThatCannotBeWrittenIsReportedAtOnce() {
        begin();
        disk.room = 0;
        write("one");

        switchTo("/logs/other.log");
        write("two");

        assertThat(log.messages()).hasSize(2).last().asString().contains("/logs/other.log");
    }

    @Test
    void aFileThatCannotBeOpenedIsReportedBeforeTheFirstLine() {
        disk.refusal = Optional.of(new IOException("Is a directory"));
        begin();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> writer.problem().isPresent());
        writer.startsAgain();
        write("one");

        assertThat(writer.problem().get()).contains("cannot write the log file of process 'p'", "/logs/p.log",
                "Is a directory", "quarkus.processes.p.log.file.path");
        assertThat(log.messages()).containsExactly(writer.problem().get());
        assertThat(writer.lost()).isEqualTo(1);
    }

    @Test
    void theNextStartOpensAFileThatCouldNotBeOpened() {
        disk.refusal = Optional.of(new IOException("Is a directory"));
        begin();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> writer.problem().isPresent());
        disk.refusal = Optional.empty();

        writer.startsAgain();

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> writer.problem().isEmpty());
        assertThat(disk.open).isTrue();
    }

    @Test
    void linesOfAWriteThatHasFailedOtherwiseAreCounted() {
        begin();
        disk.failure = Optional.of(new OutOfMemoryError("on purpose"));
        write("one", "two");
        disk.failure = Optional.empty();

        writeUntilItWorks("three");

        long missing = writer.lost();
        assertThat(disk.text())
                .isEqualTo("... " + missing + " lines are missing here, because the file could not be written ...\n"
                        + "three\n");
        assertThat(missing).isGreaterThanOrEqualTo(2);
        assertThat(log.messages()).first().asString().contains("/logs/p.log", "on purpose");
    }

    @Test
    void linesWithoutMemoryForTheirCopyAreCountedInTheFile() {
        begin();
        add(lines, "one");
        lock.lock();
        lines.add(writer.wanted(), new byte[0], 0, Integer.MAX_VALUE - 4, 7);
        lock.unlock();
        assertThat(lines.isWritten()).isFalse();

        writer.write(lines);
        write("two");

        assertThat(disk.text()).isEqualTo(
                "one\n... 7 lines are missing here, because the file could not be written ...\ntwo\n");
        assertThat(writer.lost()).isEqualTo(7);
        assertThat(lines.isWritten()).isTrue();
    }

    private void begin() {
        switchTo("/logs/p.log");
    }

    private void switchTo(String path) {
        writer.file(Optional.of(LogFileSettings.of(Path.of(path))));
    }

    private void write(String... texts) {
        for (String text : texts) {
            add(lines, text);
        }
        writer.write(lines);
    }

    private void add(UnwrittenLines target, String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        lock.lock();
        target.add(writer.wanted(), bytes, 0, bytes.length, 1);
        lock.unlock();
    }

    private void writeUntilItWorks(String text) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50)).until(() -> {
            write(text);
            return disk.text().endsWith(text + "\n");
        });
    }

    /** A disk with limited room. One file is open at a time. */
    private static final class Disk implements LogTarget.Opener, LogTarget {

        private final Map<String, ByteArrayOutputStream> contents = new ConcurrentHashMap<>();
        private volatile ByteArrayOutputStream content = new ByteArrayOutputStream();
        private int room = Integer.MAX_VALUE;
        private Optional<Error> failure = Optional.empty();
        private volatile Optional<IOException> refusal = Optional.empty();
        private volatile boolean open;
        private volatile boolean waiting;
        private volatile Optional<CountDownLatch> gate = Optional.empty();

        @Override
        public LogTarget open(LogFile file) throws IOException {
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            assertThat(open).isFalse();
            open = true;
            content = contents.computeIfAbsent(file.path().toString(), path -> new ByteArrayOutputStream());
            return this;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            await();
            if (failure.isPresent()) {
                throw failure.get();
            }
            while (bytes.hasRemaining() && room > 0) {
                content.write(bytes.get());
                room--;
            }
            if (bytes.hasRemaining()) {
                throw new IOException("No space left on device");
            }
        }

        private void await() {
            try {
                if (gate.isPresent()) {
                    waiting = true;
                    gate.get().await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private String text() {
            return text("/logs/p.log");
        }

        private String text(String path) {
            return contents.get(path).toString(StandardCharsets.UTF_8);
        }

        @Override
        public Optional<IOException> rotationFailure() {
            return Optional.empty();
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
