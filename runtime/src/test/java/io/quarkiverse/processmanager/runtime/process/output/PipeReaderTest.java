package io.quarkiverse.processmanager.runtime.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogLine.Stream;
import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.libc.EventLoop;
import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.libc.SpawnOrder;
import io.quarkiverse.processmanager.runtime.process.output.file.LogFileWriter;
import io.quarkiverse.processmanager.runtime.process.output.file.LogTarget;
import io.quarkiverse.processmanager.runtime.process.output.file.OutputFiles;
import io.quarkiverse.processmanager.runtime.process.output.lines.Backlog;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;
import io.quarkiverse.processmanager.runtime.process.output.pipe.ChildPipe;
import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.OwnerThread;

/** The end of the output of a process whose log file is slow, with a timer that the test controls. */
class PipeReaderTest {

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ManualTimer timer = new ManualTimer();
    private final AtomicInteger refusals = new AtomicInteger();
    private final ExecutorService readers = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS,
            new SynchronousQueue<>()) {
        @Override
        public void execute(Runnable task) {
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            super.execute(task);
        }
    };
    private final EngineExecutors executors = new EngineExecutors(pool, readers, timer, new OwnerThread());
    private final SlowFile slow = new SlowFile();
    private final LogFileWriter file = new LogFileWriter("p", slow, pool);
    private final LogBuffer buffer = new LogBuffer("p", 1_000, 1, new Backlog(0));
    private Optional<NativeAccess> access = Optional.empty();
    private Process process;
    private OutputCapture capture;
    /** Runs on the thread that reads, before the lines of a read. */
    private volatile Runnable whenRead = () -> {
    };

    /** The two ways to start a process and to read its pipes. */
    private enum Way {
        JDK,
        NATIVE
    }

    @AfterEach
    void close() throws InterruptedException {
        slow.gate.countDown();
        process.destroyForcibly().waitFor();
        timer.shutdownNow();
        if (access.isPresent()) {
            access.get().close(60_000);
        }
        pool.shutdown();
        readers.shutdown();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatHangsHoldsUpTheEndForABoundedTime(Way way) throws Exception {
        start(way, "printf 'one\\ntwo\\n'");
        awaitUntil(slow.waiting::isDone);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> finished = capture.finish().toCompletableFuture();
        assertThat(finished).isNotDone();
        assertThat(file.lost()).isZero();
        for (int round = 0; round < 5; round++) {
            timer.run();
        }

        finished.get(60, TimeUnit.SECONDS);
        assertThat(file.lost()).isEqualTo(2);
        slow.gate.countDown();
        awaitUntil(() -> file.lost() == 0);
        assertThat(slow.text()).isEqualTo("one\ntwo\n");
    }

    @ParameterizedTest
    @EnumSource
    void aSlowFileReceivesTheLastLines(Way way) throws Exception {
        start(way, "printf 'one\\n'; printf 'two\\n' >&2");
        awaitUntil(() -> slow.waiting.isDone() && buffer.last(2).size() == 2);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> finished = capture.finish().toCompletableFuture();
        timer.run();
        timer.run();
        assertThat(finished).isNotDone();
        slow.gate.countDown();
        finished.get(60, TimeUnit.SECONDS);

        assertThat(slow.text().lines()).containsExactlyInAnyOrder("one", "two");
        assertThat(file.lost()).isZero();
        assertThat(timer.getQueue()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void bothStreamsHaveTheSameTime(Way way) throws Exception {
        start(way, "exec sleep 1000");

        CompletableFuture<Void> finished = capture.finish().toCompletableFuture();
        assertThat(finished).isNotDone();
        timer.run();

        finished.get(60, TimeUnit.SECONDS);
    }

    /** The loop reads other pipes, and runs its tasks, while a thread waits for the file. */
    @Test
    void aFileThatHangsDoesNotHoldUpTheLoop() throws Exception {
        start(Way.NATIVE, "printf 'one\\n'; exec sleep 1000");
        awaitUntil(slow.waiting::isDone);

        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        EventLoop events = access.orElseThrow().events();
        events.execute(() -> ran.complete(events.isCurrent()));

        assertThat(ran.get(60, TimeUnit.SECONDS)).isTrue();
    }

    /** A writer that is faster than the file waits in its pipe, and the memory for its lines does not grow. */
    @ParameterizedTest
    @EnumSource
    void aFileThatHangsHoldsUpTheWriter(Way way) throws Exception {
        start(way, "seq 1 100000; printf 'end\\n' >&2");
        awaitUntil(slow.waiting::isDone);

        assertThat(process.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(buffer.end().sequence()).isLessThan(60_000);
        slow.gate.countDown();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        capture.finish().toCompletableFuture().get(60, TimeUnit.SECONDS);

        assertThat(slow.text().lines().filter(line -> !line.equals("end")))
                .isEqualTo(IntStream.rangeClosed(1, 100_000).mapToObj(Integer::toString).toList());
        assertThat(file.lost()).isZero();
    }

    /** The process writes while the file hangs, and has ended long before the file continues. */
    @ParameterizedTest
    @EnumSource
    void linesBehindAFileThatHangsAreReadLater(Way way, @TempDir Path directory) throws Exception {
        start(way, "echo one; until test -e " + directory.resolve("go") + "; do sleep 0.02; done; echo two");
        awaitUntil(slow.waiting::isDone);
        Files.createFile(directory.resolve("go"));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> finished = capture.finish().toCompletableFuture();
        awaitUntil(() -> {
            timer.run();
            return finished.isDone();
        });
        slow.gate.countDown();

        awaitUntil(() -> slow.text().equals("one\ntwo\n"));
        assertThat(buffer.last(3)).extracting(LogLine::text).containsExactly("one", "two");
        assertThat(file.lost()).isZero();
    }

    /** The loop is closed while a thread waits for the file. */
    @Test
    void aFileThatHangsLeavesNoDescriptorBehind(@TempDir Path directory) throws Exception {
        Set<String> before = pipes();
        start(Way.NATIVE, "echo one; until test -e " + directory.resolve("go") + "; do sleep 0.02; done; echo two");
        Set<String> own = pipes();
        own.removeAll(before);
        awaitUntil(slow.waiting::isDone);
        Files.createFile(directory.resolve("go"));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> finished = capture.finish().toCompletableFuture();
        awaitUntil(() -> {
            timer.run();
            return finished.isDone();
        });

        access.orElseThrow().close(60_000);
        slow.gate.countDown();

        assertThat(own).isNotEmpty();
        awaitUntil(() -> Collections.disjoint(pipes(), own));
        assertThat(slow.text()).isEqualTo("one\ntwo\n");
    }

    /** Such as a daemon that has left the tree with the pipe of its parent. */
    @Test
    void aForeignHolderOfThePipeLeavesNoDescriptorBehind() throws Exception {
        Set<String> before = pipes();
        slow.gate.countDown();
        start(Way.NATIVE, "echo one; exec sleep 1000");
        Set<String> own = pipes();
        own.removeAll(before);
        awaitUntil(() -> buffer.last(2).size() == 1);

        capture.release();

        assertThat(own).isNotEmpty();
        awaitUntil(() -> Collections.disjoint(pipes(), own));
        assertThat(slow.text()).isEqualTo("one\n");
    }

    /** The system refuses threads for a while, when the file makes the loop give up the pipe. */
    @Test
    void aPipeThatGetsNoThreadIsReadLater() throws Exception {
        refusals.set(5);
        start(Way.NATIVE, "seq 1 100000");
        awaitUntil(slow.waiting::isDone);
        slow.gate.countDown();
        awaitUntil(() -> refusals.get() == 0);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        capture.finish().toCompletableFuture().get(60, TimeUnit.SECONDS);

        assertThat(slow.text().lines()).hasSize(100_000).endsWith("100000");
    }

    /** The pipes that this JVM has open. */
    private static Set<String> pipes() {
        Set<String> pipes = new HashSet<>();
        for (String descriptor : new File("/proc/self/fd").list()) {
            try {
                pipes.add(Files.readSymbolicLink(Path.of("/proc/self/fd", descriptor)).toString());
            } catch (IOException e) {
                // Closed in the meantime.
            }
        }
        pipes.removeIf(link -> !link.startsWith("pipe:"));
        return pipes;
    }

    /** A search begins after the loop has decided that it can read the pipe. */
    @Test
    void aSearchThatBeginsDuringAReadSeesItsLines() throws Exception {
        CompletableFuture<String> found = new CompletableFuture<>();
        AtomicBoolean begun = new AtomicBoolean();
        whenRead = () -> {
            if (!begun.getAndSet(true)) {
                capture.firstLine("two").thenAccept(found::complete);
                awaitUntil(() -> isSearching());
            }
        };
        slow.gate.countDown();
        start(Way.NATIVE, "printf 'one\ntwo\nthree\n'");

        assertThat(found.get(60, TimeUnit.SECONDS)).isEqualTo("two");
        capture.finish().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(slow.text()).isEqualTo("one\ntwo\nthree\n");
        assertThat(buffer.last(4)).extracting(LogLine::text).containsExactly("one", "two", "three");
    }

    private Process spawn(Way way, Command command) throws IOException {
        if (way == Way.JDK) {
            return new ProcessBuilder(command.words()).start();
        }
        NativeAccess.Answer answer = NativeAccess.open(Optional.of(Path.of("/bin/cat")));
        assertThat(answer.obstacle()).isEmpty();
        access = answer.access();
        return access.orElseThrow().spawn(new SpawnOrder(new SpawnOrder.Program(List.of("/bin/sh"), command.words(), true),
                Path.of("/tmp"), Map.of("PATH", "/usr/bin:/bin"), false,
                new SpawnOrder.Output(SpawnOrder.Target.PIPE, Optional.of(SpawnOrder.Target.PIPE))));
    }

    private void start(Way way, String script) throws IOException {
        file.file(Optional.of(LogFileSettings.of(Path.of("/logs/p.log"))));
        OutputStore store = new OutputStore(executors, (child, stream, of) -> ChildPipe.polled(child, stream),
                new OutputFiles(Path.of("unused"), new LinuxProcessTable()));
        Command command = new CommandSettings(List.of("sh", "-c", script), false, Optional.empty(), Map.of(), true);
        capture = new PipeCapture(new ProcessRunner.Launch("p", 1, command, ExecutionSettings.DEFAULT, OptionalInt.empty(),
                StopSettings.DEFAULT, LogSettings.DEFAULT.withCapture(Capture.SEPARATE)),
                buffer, file, store, new LineNews() {
                    @Override
                    public boolean isLogged(Stream stream) {
                        whenRead.run();
                        return false;
                    }

                    @Override
                    public void changed(Stream stream) {
                        // Nothing follows the lines.
                    }
                });
        process = spawn(way, command);
        capture.started(process);
    }

    /** Whether the search is active: it waits for the line without an end, which the loop holds. */
    private static boolean isSearching() {
        return Thread.getAllStackTraces().values().stream().flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getMethodName().equals("offerPartial"));
    }

    private static void awaitUntil(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }

    /** Runs delayed tasks when the test says so. */
    private static final class ManualTimer extends ScheduledThreadPoolExecutor {

        private ManualTimer() {
            super(1);
            setRemoveOnCancelPolicy(true);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            return super.schedule(task, 1, TimeUnit.DAYS);
        }

        /** Runs the tasks that wait now, not those that they schedule. */
        private void run() {
            for (Runnable task : List.copyOf(getQueue())) {
                getQueue().remove(task);
                task.run();
            }
        }
    }

    private static final class SlowFile implements LogTarget.Opener, LogTarget {

        private final CountDownLatch gate = new CountDownLatch(1);
        private final CompletableFuture<Void> waiting = new CompletableFuture<>();
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        @Override
        public LogTarget open(LogFile file) {
            return this;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            waiting.complete(null);
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            while (bytes.hasRemaining()) {
                content.write(bytes.get());
            }
        }

        private String text() {
            return content.toString(StandardCharsets.UTF_8);
        }

        @Override
        public Optional<IOException> rotationFailure() {
            return Optional.empty();
        }

        @Override
        public void close() {
            // The content stays.
        }
    }
}
