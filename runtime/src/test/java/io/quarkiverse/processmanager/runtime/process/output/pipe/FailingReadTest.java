package io.quarkiverse.processmanager.runtime.process.output.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.process.output.file.LogFileWriterTest;
import io.quarkiverse.processmanager.runtime.process.output.search.LineSearches;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.FailureReport;
import io.quarkiverse.processmanager.runtime.process.threads.OwnerThread;

/** A failure on the thread that reads, such as an {@link OutOfMemoryError}: the stream goes on, and its end is reported. */
class FailingReadTest {

    private final List<String> lines = new ArrayList<>();
    private final Deque<Error> failures = new ArrayDeque<>();
    private final LineSearches searches = new LineSearches("p", Runnable::run);
    private final ManualTimer timer = new ManualTimer();
    private final Source source = new Source();
    private final EngineExecutors executors = new EngineExecutors(Executors.newCachedThreadPool(),
            Executors.newCachedThreadPool(), timer, new OwnerThread());
    private final PipeReader reader = new PipeReader(source,
            new StreamLines(LogSettings.DEFAULT, new Target(), searches, () -> {
            }, LogFileWriterTest.none()), executors, new FailureReport("a test fails on purpose"));

    @AfterEach
    void close() {
        executors.pool().shutdown();
        executors.readers().shutdown();
        timer.shutdownNow();
    }

    @Test
    void aReadThatCannotBeTakenDoesNotEndTheStream() throws Exception {
        pass("one\ntw");
        failures.add(new OutOfMemoryError("on purpose"));
        pass("o\nthree\n");
        pass("four\nfive");

        assertThat(reader.ended(true)).isTrue();

        reader.finish().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(lines).containsExactly("one", "four", "five");
    }

    @Test
    void anEndThatCannotBeTakenIsReported() throws Exception {
        pass("one\ntwo");
        failures.add(new StackOverflowError("on purpose"));

        assertThat(reader.ended(true)).isTrue();

        reader.finish().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(lines).containsExactly("one");
    }

    /** The timer thread of all processes flushes it. */
    @Test
    void aPromptThatCannotBeTakenDoesNotPreventTheNextOne() {
        pass("Name: ");
        failures.add(new OutOfMemoryError("on purpose"));
        timer.awaitRun();

        pass("Age: ");
        timer.awaitRun();

        assertThat(lines).containsExactly("Age: ");
    }

    @Test
    void aTimerWithoutAThreadDoesNotPreventTheNextFlush() {
        timer.refusal = new OutOfMemoryError("unable to create native thread");
        pass("Na");
        timer.refusal = null;

        pass("me: ");
        timer.awaitRun();

        assertThat(lines).containsExactly("Name: ");
    }

    /** The end of the process waits for the stage. */
    @Test
    void aFailureWhileTheEndIsAwaitedCompletesIt() throws Exception {
        source.failure = new OutOfMemoryError("on purpose");

        CompletableFuture<Void> finished = reader.finish().toCompletableFuture();
        timer.awaitRun();

        finished.get(60, TimeUnit.SECONDS);
    }

    /** Another process holds the pipe and writes on. */
    @Test
    void aPipeThatNothingWaitsForIsClosedByOneTimer() {
        reader.finish();
        timer.awaitRun();
        assertThat(source.closed).isEqualTo(1);
        timer.awaitRun();
        for (int i = 0; i < 100; i++) {
            pass("more\n");
        }

        assertThat(timer.getQueue()).hasSize(1);
        timer.awaitRun();
        assertThat(source.closed).isEqualTo(2);
    }

    @Test
    void aReaderThreadReadsOnAfterAFailure() throws Exception {
        Pipe pipe = new Pipe(new OutOfMemoryError("on purpose"), "one\n", new IllegalStateException("on purpose"), "two\n");
        FakeProcess process = new FakeProcess(pipe);
        ThreadSource thread = new ThreadSource("p", ChildPipe.polled(process, pipe), executors.readers());

        PipeReader real = new PipeReader(thread, new StreamLines(LogSettings.DEFAULT, new Target(), searches, () -> {
        }, LogFileWriterTest.none()), executors, new FailureReport("a test fails on purpose"));
        real.start();
        real.finish().toCompletableFuture().get(60, TimeUnit.SECONDS);

        assertThat(lines).containsExactly("one", "two");
    }

    private void pass(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(reader.pass(bytes, bytes.length, true)).isTrue();
    }

    private final class Target implements LineTarget {

        @Override
        public void lines(long timeMillis, byte[] source, int offset, int length, int count) {
            if (!failures.isEmpty()) {
                throw failures.poll();
            }
            new String(source, offset, length, StandardCharsets.UTF_8).lines().forEach(lines::add);
        }
    }

    private static final class Source implements PipeSource {

        private Error failure;
        private int closed;

        @Override
        public void start(PipeReader reader) {
            // The test passes the bytes.
        }

        @Override
        public void close(PipeReader reader) {
            closed++;
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** Runs delayed tasks when the test says so. */
    private static final class ManualTimer extends ScheduledThreadPoolExecutor {

        private Error refusal;

        private ManualTimer() {
            super(1);
            setRemoveOnCancelPolicy(true);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            if (refusal != null) {
                throw refusal;
            }
            return super.schedule(task, 1, TimeUnit.DAYS);
        }

        /** Runs the tasks that wait now, so late that each silence has been long enough. */
        private void awaitRun() {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(110);
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            for (Runnable task : List.copyOf(getQueue())) {
                getQueue().remove(task);
                task.run();
            }
        }
    }

    /** Brings texts, and failures between them. */
    private static final class Pipe extends InputStream {

        private final Deque<Object> content;

        private Pipe(Object... content) {
            this.content = new ArrayDeque<>(List.of(content));
        }

        @Override
        public synchronized int available() {
            Object next = content.peek();
            if (next instanceof RuntimeException failure) {
                content.poll();
                throw failure;
            }
            if (next instanceof Error failure) {
                content.poll();
                throw failure;
            }
            return next == null ? 0 : ((String) next).length();
        }

        @Override
        public synchronized byte[] readNBytes(int length) {
            return ((String) content.poll()).getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public int read() {
            return -1;
        }

        private synchronized boolean isEmpty() {
            return content.isEmpty();
        }
    }

    private static final class FakeProcess extends Process {

        private final Pipe pipe;

        private FakeProcess(Pipe pipe) {
            this.pipe = pipe;
        }

        @Override
        public boolean isAlive() {
            return !pipe.isEmpty();
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return pipe;
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public int waitFor() {
            return 0;
        }

        @Override
        public int exitValue() {
            return 0;
        }

        @Override
        public void destroy() {
            // Nothing runs.
        }
    }
}
