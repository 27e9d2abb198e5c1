package io.quarkiverse.processmanager.runtime.process.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.runtime.process.threads.SerialExecutor;

/**
 * Writes the lines of one process to its file. The buffer of the process serves as the queue, so the process is never blocked:
 * when the file is too slow or cannot be written, the oldest lines are missing in it, and a line with their number takes their
 * place. Every task runs in a pool, one after the other. Safe for use by several threads.
 */
final class LogFileWriter {

    private static final Logger LOG = Logger.getLogger(LogFileWriter.class);
    private static final int BATCH = 64 * 1024;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LogBuffer buffer;
    private final SerialExecutor serial;
    private final AtomicBoolean due = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final LogBuffer.Cursor cursor;
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
    private LogFile file;
    private Optional<RotatingFile> open = Optional.empty();
    private long missing;
    private boolean failed;
    /** Whether the last line in the file may be incomplete. */
    private boolean torn;
    private long failedNanos;

    /** A writer that begins with the next line. */
    LogFileWriter(LogBuffer buffer, LogFile file, Executor pool) {
        this.buffer = buffer;
        this.serial = new SerialExecutor(pool);
        this.cursor = buffer.end();
        this.file = file;
    }

    LogBuffer buffer() {
        return buffer;
    }

    /** The buffer has new lines. */
    void changed() {
        if (due.compareAndSet(false, true)) {
            serial.execute(this::drain);
        }
    }

    /** Switches to another file, or to other limits. */
    void file(LogFile other) {
        serial.execute(() -> {
            if (!file.equals(other)) {
                closeFile();
                file = other;
                failed = false;
            }
        });
    }

    /** Writes the pending lines and closes the file. */
    CompletableFuture<Void> close() {
        serial.execute(() -> {
            long end = buffer.end().sequence();
            while (cursor.sequence() < end) {
                writeNext();
            }
            if (missing > 0) {
                // This is the last chance to write the number of missing lines.
                batch.reset();
                failedNanos = System.nanoTime() - RETRY_NANOS;
                write(0);
            }
            closeFile();
            closed.complete(null);
        });
        return closed;
    }

    /** Writes one batch, and enqueues the next behind other tasks: a process may never stop writing. */
    private void drain() {
        due.set(false);
        writeNext();
        if (batch.size() > 0) {
            changed();
        }
    }

    private void writeNext() {
        long lines = copy();
        if (batch.size() > 0) {
            write(lines);
        }
    }

    /**
     * Copies the next lines from the buffer.
     *
     * @return their number
     */
    private long copy() {
        batch.reset();
        long before = cursor.sequence();
        buffer.copy(cursor, batch, BATCH);
        long dropped = cursor.takeDropped();
        missing += dropped;
        return cursor.sequence() - before - dropped;
    }

    private void write(long lines) {
        if (failed && System.nanoTime() - failedNanos < RETRY_NANOS) {
            missing += lines;
            return;
        }
        try {
            RotatingFile target = open();
            if (missing > 0) {
                target.write(notice());
                missing = 0;
                torn = false;
            }
            target.write(batch.toString(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            missing += lines;
            failed(e);
        }
    }

    private RotatingFile open() throws IOException {
        if (open.isEmpty()) {
            open = Optional.of(RotatingFile.open(file));
        }
        return open.get();
    }

    private String notice() {
        return (torn ? "\n... " : "... ") + missing + (missing == 1 ? " line is" : " lines are")
                + " missing here, because the file could not be written in time ...\n";
    }

    private void failed(IOException cause) {
        if (!failed) {
            failed = true;
            LOG.warn(OutputFiles.warning(buffer.processId(), cause));
        }
        failedNanos = System.nanoTime();
        torn |= open.isPresent();
        closeFile();
    }

    private void closeFile() {
        open.ifPresent(RotatingFile::close);
        open = Optional.empty();
    }
}
