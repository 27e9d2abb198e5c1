package io.quarkiverse.processmanager.runtime.process.output.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.process.libc.DescriptorRegistration;
import io.quarkiverse.processmanager.runtime.process.libc.EventLoop;
import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.libc.NativeProcess;
import io.quarkiverse.processmanager.runtime.process.libc.SpawnOrder;
import io.quarkiverse.processmanager.runtime.process.output.file.LogFileWriterTest;
import io.quarkiverse.processmanager.runtime.process.output.search.LineSearches;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.FailureReport;
import io.quarkiverse.processmanager.runtime.process.threads.OwnerThread;

/** The event loop and a thread never read one pipe at the same time. */
class OneReaderTest {

    private final NativeAccess access = NativeAccess.open(SystemTools.find("cat")).access().orElseThrow();
    private final EngineExecutors executors = EngineExecutors.create(new OwnerThread());
    private final BlockingQueue<Runnable> readers = new LinkedBlockingQueue<>();
    private final CountDownLatch refused = new CountDownLatch(1);

    @AfterEach
    void close() throws InterruptedException {
        executors.close(0);
        access.close(TimeUnit.SECONDS.toMillis(60));
    }

    /** The system refuses a thread, so the loop tries it again later. Before that, the pipe is closed and gets its thread. */
    @Test
    void aLaterAttemptOfTheLoopDoesNotMakeASecondReader() throws Exception {
        EventLoop events = access.events();
        NativeProcess cat = cat();
        LoopSource source = new LoopSource("p", cat.stdout().orElseThrow(), events, new ReadBlocks(this::execute));
        PipeReader reader = reader(source);
        reader.start();
        cat.getOutputStream().write("one\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(refused.await(60, TimeUnit.SECONDS)).isTrue();

        source.close(reader);
        Runnable thread = readers.poll(60, TimeUnit.SECONDS);
        assertThat(thread).isNotNull();
        // Timers run in the order of their times.
        CountDownLatch triedAgain = new CountDownLatch(1);
        events.after(TimeUnit.MILLISECONDS.toNanos(200), triedAgain::countDown);
        assertThat(triedAgain.await(60, TimeUnit.SECONDS)).isTrue();

        assertThat(readers).isEmpty();
        cat.destroyForcibly();
        thread.run();
        cat.waitFor();
        cat.stderr().orElseThrow().close();
    }

    /** The thread reads the end at once and closes the pipe. The next process gets the number of the pipe. */
    @Test
    void theEndOfAPipeLeavesTheNextDescriptorWithItsNumberWatched() throws Exception {
        NativeProcess first = cat();
        int number = first.stdout().orElseThrow().descriptor();
        first.getOutputStream().write("one\n".getBytes(StandardCharsets.US_ASCII));
        first.getOutputStream().close();
        first.waitFor();
        CompletableFuture<DescriptorRegistration> watched = new CompletableFuture<>();
        CountDownLatch ready = new CountDownLatch(1);
        List<NativeProcess> next = new ArrayList<>();
        LoopSource source = new LoopSource("p", first.stdout().orElseThrow(), access.events(), new ReadBlocks(thread -> {
            thread.run();
            while (next.size() < 20 && next.stream().noneMatch(cat -> cat.stdout().orElseThrow().descriptor() == number)) {
                next.add(cat());
            }
            watched.complete(register(next.get(next.size() - 1), ready));
        }));

        reader(source).start();
        DescriptorRegistration registration = watched.get(60, TimeUnit.SECONDS);
        next.get(next.size() - 1).destroyForcibly();

        assertThat(ready.await(60, TimeUnit.SECONDS)).isTrue();
        registration.close();
        next.add(first);
        for (NativeProcess cat : next) {
            cat.destroyForcibly();
            cat.waitFor();
            cat.stdout().orElseThrow().close();
            cat.stderr().orElseThrow().close();
        }
    }

    private DescriptorRegistration register(NativeProcess cat, CountDownLatch ready) {
        try {
            return access.events().register(cat.stdout().orElseThrow().descriptor(), ready::countDown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NativeProcess cat() {
        try {
            return access.spawn(new SpawnOrder(
                    new SpawnOrder.Program(List.of(SystemTools.find("cat").orElseThrow().toString()), List.of("cat"), true),
                    Path.of("/"), Map.of(), true,
                    new SpawnOrder.Output(SpawnOrder.Target.PIPE, Optional.of(SpawnOrder.Target.PIPE))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not the loop but a thread reads, because of the search. */
    private PipeReader reader(LoopSource source) {
        LineSearches searches = new LineSearches("p", Runnable::run);
        searches.find("never", searches::activate);
        return new PipeReader(source, new StreamLines(LogSettings.DEFAULT, (time, bytes, offset, length, lines) -> {
        }, searches, () -> {
        }, LogFileWriterTest.none()), executors, new FailureReport("a test fails on purpose"));
    }

    private void execute(Runnable task) {
        if (refused.getCount() > 0) {
            refused.countDown();
            throw new OutOfMemoryError("unable to create native thread");
        }
        readers.add(task);
    }
}
