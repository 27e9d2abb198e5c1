package io.quarkiverse.processmanager.runtime.process.data;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.process.state.DataLock;
import io.quarkiverse.processmanager.runtime.process.state.DataOwner;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Stands for a process that another application has started on the same data. Polls the lock of the data directory: the other
 * process has ended when nothing holds the lock. Confined to the owner; the pool reads the files.
 */
public final class AttachedProcess {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final EngineExecutors executors;
    private final Path directory;
    private final Listener listener;
    private final List<CompletableFuture<String>> readers = new ArrayList<>();
    private final Instant begin = SystemClock.wallTime();
    private Optional<DataOwner> owner = Optional.empty();
    private boolean reported;
    private boolean over;

    /** Receives each event once, on the thread of the owner. */
    public interface Listener {

        /** The other process is running. */
        void attached(long pid, Instant since);

        /** The other process has ended, or this application no longer uses it. */
        void detached(Exit exit);
    }

    /** @param directory the data directory of both processes */
    public AttachedProcess(Path directory, EngineExecutors executors, Listener listener) {
        this.directory = directory;
        this.executors = executors;
        this.listener = listener;
    }

    public void poll() {
        if (over) {
            return;
        }
        try {
            executors.pool().execute(() -> {
                boolean free = DataLock.isFree(directory);
                Optional<DataOwner> found = DataLock.owner(directory);
                executors.owner().execute(() -> seen(free, found));
            });
        } catch (RuntimeException | OutOfMemoryError e) {
            // The runner closes, or the system refuses a thread; the next poll tries again.
            executors.owner().after(POLL_NANOS, this::poll);
        }
    }

    private void seen(boolean free, Optional<DataOwner> found) {
        if (over) {
            return;
        }
        if (free) {
            end(owner.map(
                    last -> "the application with pid " + last.jvm().pid() + ", which had started it, has ended or stopped it")
                    .orElse("the application that had started it has ended"));
            return;
        }
        owner = found.or(() -> owner);
        owner.flatMap(DataOwner::root).filter(root -> !reported).ifPresent(root -> {
            reported = true;
            listener.attached(root.pid(), begin);
        });
        if (owner.filter(DataOwner::ready).isPresent()) {
            readers.forEach(reader -> reader.complete("ready"));
            readers.clear();
        }
        executors.owner().after(POLL_NANOS, this::poll);
    }

    /** Ends the use of the process, which goes on. */
    public void leave() {
        if (!over) {
            end("this application no longer uses the process, which another application has started");
        }
    }

    private void end(String why) {
        over = true;
        Instant now = SystemClock.wallTime();
        listener.detached(new Exit(OptionalInt.empty(), Optional.empty(), Optional.empty(), why, now,
                Duration.between(begin, now)));
    }

    /** Completes when the other application has read a line that shows that the process is ready. Called from any thread. */
    public CompletionStage<String> ready() {
        CompletableFuture<String> reader = new CompletableFuture<>();
        executors.owner().execute(() -> readers.add(reader));
        return reader;
    }
}
