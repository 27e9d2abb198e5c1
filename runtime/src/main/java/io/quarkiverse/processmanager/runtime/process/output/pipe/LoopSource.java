package io.quarkiverse.processmanager.runtime.process.output.pipe;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.libc.EventLoop;
import io.quarkiverse.processmanager.runtime.process.libc.PipeEnd;
import io.quarkiverse.processmanager.runtime.process.libc.Registration;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;

/**
 * Reads a pipe on the event loop, as long as that takes a moment. A thread of its own reads the pipe while the lines have to
 * wait, for the log file to take the lines before or for the expression of a search, and while the process writes very much.
 * After a silence the pipe returns to the loop. So a process that writes little has no thread, and a slow log file holds up one
 * pipe and not the loop.
 */
public final class LoopSource implements PipeSource {

    private static final Logger LOG = Logger.getLogger(LoopSource.class);
    /** A stream that brings more bytes in this time is read by a thread of its own. */
    private static final int FLOOD_BYTES = 1 << 20;
    private static final long FLOOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** After this silence, a pipe returns to the loop. */
    private static final int SILENCE_MILLIS = 100;
    /** More than a pipe holds. */
    private static final int MOST_READS = 17;
    private static final byte[] NONE = new byte[0];
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String name;
    private final PipeEnd pipe;
    private final EventLoop events;
    private final ReadBlocks blocks;
    /** Empty if the system refuses to watch the pipe. Only the loop changes it and the fields that follow. */
    private Optional<Registration> registration = Optional.empty();
    private boolean onThread;
    private boolean ended;
    /** Whether the pipe is closed after the bytes that are in it. Written by the loop. */
    private volatile boolean closing;
    /** Bytes that the loop has read and a thread passes on. Written by the loop, or by that thread. */
    private byte[] taken = NONE;
    private long countedSince = System.nanoTime();
    private long counted;

    public LoopSource(String name, PipeEnd pipe, EventLoop events, ReadBlocks blocks) {
        this.name = name;
        this.pipe = pipe;
        this.events = events;
        this.blocks = blocks;
    }

    @Override
    public void start(PipeReader reader) {
        events.execute(() -> watch(reader));
    }

    private void watch(PipeReader reader) {
        if (ended) {
            return;
        }
        try {
            registration = Optional.of(events.register(pipe.descriptor(), () -> ready(reader)));
        } catch (IOException e) {
            LOG.debugf(e, "cannot watch the pipe %s", name);
            toThread(reader);
        }
    }

    private void ready(PipeReader reader) {
        if (reader.canBlock() || counted > FLOOD_BYTES) {
            leaveLoop(reader);
        } else {
            readOnce(reader);
        }
    }

    private void leaveLoop(PipeReader reader) {
        registration.ifPresent(Registration::pause);
        toThread(reader);
    }

    /** Reads the pipe on the loop. Returns whether there were bytes. */
    private boolean readOnce(PipeReader reader) {
        ReadBlock block = blocks.take();
        try {
            int size = block.read(pipe);
            if (size > 0) {
                count(size);
                if (!reader.pass(block.bytes(), size, false)) {
                    // A search has begun after the check.
                    taken = Arrays.copyOf(block.bytes(), size);
                    leaveLoop(reader);
                }
            } else if (size < 0) {
                end(reader);
            }
            return size > 0;
        } finally {
            blocks.give(block);
        }
    }

    private void count(int size) {
        long now = System.nanoTime();
        if (now - countedSince > FLOOD_NANOS) {
            countedSince = now;
            counted = 0;
        }
        counted += size;
    }

    private void toThread(PipeReader reader) {
        onThread = true;
        try {
            blocks.execute(() -> EngineThreads.named(name, () -> readOnThread(reader)));
        } catch (OutOfMemoryError e) {
            // The system refuses a thread. Until it has one, the process waits as it would for a slow reader.
            events.after(RETRY_NANOS, () -> toThread(reader));
        }
    }

    private void readOnThread(PipeReader reader) {
        boolean atEnd = false;
        try {
            atEnd = readUntilSilence(reader);
            if (atEnd) {
                reader.ended(true);
            }
        } finally {
            boolean over = atEnd;
            if (over) {
                // The loop does not watch the pipe, and may be closed.
                pipe.close();
            }
            events.execute(() -> toLoop(reader, over));
        }
    }

    /** Returns whether the stream has ended, or has to end now. */
    private boolean readUntilSilence(PipeReader reader) {
        // So that no more than one read is missing in the file if the JVM dies.
        reader.settle();
        if (taken.length > 0) {
            byte[] bytes = taken;
            taken = NONE;
            reader.pass(bytes, bytes.length, true);
        }
        ReadBlock block = blocks.take();
        try {
            int size = block.read(pipe);
            for (int left = MOST_READS; size >= 0; size = block.read(pipe)) {
                if (size > 0) {
                    reader.pass(block.bytes(), size, true);
                } else if (closing) {
                    return true;
                } else if (!pipe.await(SILENCE_MILLIS) && registration.isPresent()) {
                    return false;
                }
                if (closing && --left == 0) {
                    return true;
                }
            }
            return true;
        } finally {
            blocks.give(block);
        }
    }

    private void toLoop(PipeReader reader, boolean atEnd) {
        onThread = false;
        counted = 0;
        if (atEnd) {
            release();
        } else if (closing) {
            end(reader);
        } else {
            registration.ifPresent(Registration::resume);
        }
    }

    private void release() {
        ended = true;
        registration.ifPresent(Registration::close);
        pipe.close();
    }

    private void end(PipeReader reader) {
        release();
        if (!reader.hasFile() && !reader.canBlock()) {
            reader.ended(false);
            return;
        }
        try {
            blocks.execute(() -> reader.ended(true));
        } catch (OutOfMemoryError e) {
            reader.ended(false);
        }
    }

    /** Reads what is in the pipe first: a thread may still wait for the log file and have read nothing of it. */
    @Override
    public void close(PipeReader reader) {
        events.execute(() -> {
            if (!closing && !ended) {
                closing = true;
                readRest(reader);
            }
        });
    }

    private void readRest(PipeReader reader) {
        if (!onThread && reader.canBlock()) {
            leaveLoop(reader);
        }
        for (int reads = 0; reads < MOST_READS && !onThread && !ended && readOnce(reader); reads++) {
            // Each read makes room for the next bytes.
        }
        if (!onThread && !ended) {
            end(reader);
        }
    }
}
