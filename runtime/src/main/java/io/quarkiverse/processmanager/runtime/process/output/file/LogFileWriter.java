package io.quarkiverse.processmanager.runtime.process.output.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.runtime.process.threads.SerialExecutor;

/**
 * Writes the lines of one process to its file, on the threads that read its output or in a pool. A file that is slower than
 * the process holds the process up, as a pipe does, so no line is missing. A file that cannot be written holds up nothing: the
 * lines are counted, writing is tried again every second, and a line with their number takes their place. Thread-safe.
 */
public final class LogFileWriter {

    private static final Logger LOG = Logger.getLogger(LogFileWriter.class);

    private final String processId;
    private final LogTarget.Opener opener;
    private final SerialExecutor later;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    /** Held while the file is written, which may take long. Only readers and tasks in the pool take it. */
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Optional<LogFile> wanted = Optional.empty();
    private volatile boolean used;
    private Optional<LogFile> current = Optional.empty();
    private Optional<LogTarget> open = Optional.empty();
    /** The lines that are missing at the end of the file. */
    private long missing;
    /** The lines that could not be written since the process was declared. */
    private volatile long lost;
    /** Lines that nothing waits for any longer. */
    private final Set<UnwrittenLines> givenUp = ConcurrentHashMap.newKeySet();
    private final FileProblem problem;
    /** Whether the last line in the file is incomplete. */
    private boolean torn;

    /**
     * @param pool closes files, and writes for callers that must not wait; it has a thread for each task
     */
    public LogFileWriter(String processId, LogTarget.Opener opener, Executor pool) {
        this.processId = processId;
        this.opener = opener;
        this.problem = new FileProblem(processId);
        this.later = new SerialExecutor(pool);
    }

    /** The file that lines go to from now on. */
    public Optional<LogFile> wanted() {
        return wanted;
    }

    /** Why the file cannot be written, as a sentence; empty while it can be written. */
    public Optional<String> problem() {
        return problem.text();
    }

    /**
     * Switches to another file, to other limits, or to none. Returns at once. The pool opens the file, so that a file that cannot
     * be written is reported before the first line.
     */
    public void file(Optional<LogFile> other) {
        if (!wanted.equals(other)) {
            used = true;
            wanted = other;
            later.execute(this::adjust);
        }
    }

    /** The process starts again: a file that could not be written is tried again. Returns at once. */
    public void startsAgain() {
        if (problem.text().isPresent()) {
            later.execute(this::adjust);
        }
    }

    private void adjust() {
        lock.lock();
        try {
            use(wanted);
            if (current.isPresent()) {
                tryToOpen();
            }
        } finally {
            lock.unlock();
        }
    }

    private void tryToOpen() {
        try {
            writeNotice(open());
        } catch (IOException | RuntimeException | Error e) {
            failed(e);
        }
    }

    private void use(Optional<LogFile> next) {
        if (current.equals(next)) {
            return;
        }
        finish();
        problem.other(!current.map(LogFile::path).equals(next.map(LogFile::path)));
        current = next;
        missing = 0;
        torn = false;
    }

    /** Writes the lines, each to the file that was wanted when the line came. Waits for the file. */
    public void write(UnwrittenLines lines) {
        lock.lock();
        try {
            for (LineBatch batch = lines.take(); !batch.isEmpty(); batch = lines.take()) {
                use(batch.file());
                write(batch.bytes(), batch.lines());
            }
            givenUp.remove(lines);
            use(wanted);
            miss(lines.takeDropped());
        } finally {
            lock.unlock();
        }
    }

    /** Writes the lines. Returns at once. */
    public void writeLater(UnwrittenLines lines) {
        later.execute(() -> write(lines));
    }

    /** Counts the lines as lost until they are written, if they ever are: nothing waits for them any longer. */
    public void giveUp(UnwrittenLines lines) {
        givenUp.removeIf(before -> before.count() == 0);
        givenUp.add(lines);
    }

    /** The number of lines that could not be written. */
    public long lost() {
        return lost + givenUp.stream().mapToLong(UnwrittenLines::count).sum();
    }

    /** Accepts no further lines, writes the lines that it has accepted, and closes the file. Returns at once. Idempotent. */
    public CompletableFuture<Void> close() {
        wanted = Optional.empty();
        if (!used) {
            closed.complete(null);
        } else if (closing.compareAndSet(false, true)) {
            later.execute(() -> {
                try {
                    adjust();
                } finally {
                    closed.complete(null);
                }
            });
        }
        return closed;
    }

    private void write(ByteBuffer bytes, long lines) {
        if (problem.isRecent()) {
            miss(lines);
            return;
        }
        try {
            LogTarget target = open();
            writeNotice(target);
            target.write(bytes);
            target.rotationFailure().ifPresentOrElse(cause -> problem.cannotRotate(current.orElseThrow().path(), cause),
                    problem::rotated);
        } catch (IOException | RuntimeException | Error e) {
            // Such as an OutOfMemoryError, for the memory that the JDK writes from. No line may be missing without being counted.
            miss(lines - completed(bytes));
            failed(e);
        }
    }

    private LogTarget open() throws IOException {
        if (open.isEmpty()) {
            open = Optional.of(opener.open(current.orElseThrow()));
        }
        return open.get();
    }

    private void writeNotice(LogTarget target) throws IOException {
        if (missing == 0) {
            problem.solved(current.orElseThrow().path(), 0);
            return;
        }
        String notice = (torn ? "\n... " : "... ") + missing + (missing == 1 ? " line is" : " lines are")
                + " missing here, because the file could not be written ...\n";
        ByteBuffer bytes = ByteBuffer.wrap(notice.getBytes(StandardCharsets.US_ASCII));
        try {
            target.write(bytes);
        } finally {
            torn |= bytes.position() > 0 && bytes.hasRemaining();
        }
        problem.solved(current.orElseThrow().path(), missing);
        missing = 0;
        torn = false;
    }

    private void miss(long lines) {
        missing += current.isPresent() ? lines : 0;
        // Only the holder of the lock changes it.
        lost = lost + lines;
    }

    /** The number of lines that were written before writing failed. */
    private long completed(ByteBuffer bytes) {
        if (bytes.position() > 0) {
            torn = bytes.get(bytes.position() - 1) != '\n';
        }
        return LineBatch.linesBefore(bytes);
    }

    private void failed(Throwable cause) {
        problem.failed(current.orElseThrow().path(), cause);
        closeFile();
    }

    /** This is the last chance to write the number of missing lines. */
    private void finish() {
        if (missing > 0) {
            try {
                writeNotice(open());
            } catch (IOException | RuntimeException | Error e) {
                LOG.debugf(e, "cannot write the number of missing lines of process '%s'", processId);
            }
        }
        closeFile();
    }

    private void closeFile() {
        try {
            if (open.isPresent()) {
                open.get().close();
            }
        } catch (IOException | RuntimeException e) {
            LOG.debugf(e, "cannot close the log file of process '%s'", processId);
        }
        open = Optional.empty();
    }
}
