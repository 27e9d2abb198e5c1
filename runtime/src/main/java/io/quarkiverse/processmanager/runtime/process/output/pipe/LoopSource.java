package io.quarkiverse.processmanager.runtime.process.output.pipe;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.libc.DescriptorRegistration;
import io.quarkiverse.processmanager.runtime.process.libc.EventLoop;
import io.quarkiverse.processmanager.runtime.process.libc.PipeEnd;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;

/**
 * Reads a pipe on the event loop, as long as that takes a moment. A thread of its own reads the pipe while the lines have to
 * wait, for the log file to take the lines before or for the expression of a search, and while the process writes very much.
 * After a silence, or when the process writes less, the pipe returns to the loop. So a process that writes little has no
 * thread, and a slow log file holds up one pipe and not the loop.
 */
public final class LoopSource implements PipeSource {

    private static final Logger LOG = Logger.getLogger(LoopSource.class);
    /** After this silence, a pipe returns to the loop. */
    private static final int SILENCE_MILLIS = 100;
    /** More than a pipe holds. */
    private static final int MOST_READS = 17;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String name;
    private final PipeEnd pipe;
    private final EventLoop events;
    private final ReadBlocks blocks;
    /** Empty if the system refuses to watch the pipe. Only the loop changes it and the fields that follow. */
    private Optional<DescriptorRegistration> registration = Optional.empty();
    private boolean onThread;
    private boolean ended;
    /** Whether the pipe is closed after the bytes that are in it. Written by the loop. */
    private volatile boolean closing;
    /** A read that the loop could not pass on, so a thread does. Written by the loop, or by that thread. */
    private Optional<Taken> taken = Optional.empty();
    private final ByteRate rate = new ByteRate();

    private record Taken(ReadBlock block, int size) {
    }

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
            toThread(reader, () -> watch(reader));
        } catch (RuntimeException | Error e) {
            reader.failed(e);
            events.after(RETRY_NANOS, () -> watch(reader));
        }
    }

    private void ready(PipeReader reader) {
        try {
            if (taken.isPresent() || reader.canBlock() || rate.isFlood()) {
                leaveLoop(reader);
            } else {
                readOnce(reader);
            }
        } catch (RuntimeException | Error e) {
            // Such as no memory for the block. The pipe can still be read, so the loop would be here again at once.
            reader.failed(e);
            pause();
        }
    }

    private void pause() {
        try {
            // In this order: a pause without its end would be for ever.
            events.after(RETRY_NANOS, this::resume);
            registration.ifPresent(DescriptorRegistration::pause);
        } catch (RuntimeException | Error e) {
            // The loop calls again.
        }
    }

    private void leaveLoop(PipeReader reader) {
        // Before the thread runs, because it closes a pipe that has ended. The number of a closed descriptor can already be that of
        // another one, such as the exit of a process, which the loop would not watch any more.
        registration.ifPresent(DescriptorRegistration::pause);
        try {
            toThread(reader, this::resume);
        } catch (RuntimeException | Error e) {
            resume();
            throw e;
        }
    }

    /** Reads the pipe on the loop. Returns whether there were bytes. */
    private boolean readOnce(PipeReader reader) {
        ReadBlock block = blocks.take();
        int size = block.read(pipe);
        if (size > 0 && !reader.pass(block.bytes(), size, false)) {
            // A search has begun after the check.
            taken = Optional.of(new Taken(block, size));
            leaveLoop(reader);
            return true;
        }
        blocks.give(block);
        if (size > 0) {
            rate.add(size);
        } else if (size < 0) {
            end(reader);
        }
        return size > 0;
    }

    /** @param retry runs on the loop after a while if the system refuses a thread: the process waits as for a slow reader */
    private void toThread(PipeReader reader, Runnable retry) {
        try {
            blocks.execute(() -> EngineThreads.named(name, () -> readOnThread(reader)));
            onThread = true;
        } catch (OutOfMemoryError e) {
            events.after(RETRY_NANOS, retry);
        }
    }

    private void readOnThread(PipeReader reader) {
        boolean over = false;
        boolean left = false;
        while (!left) {
            try {
                over = over || readUntilSilence(reader);
                if (over) {
                    reader.ended(true);
                    // The loop does not watch the pipe, and may be closed.
                    pipe.close();
                }
                boolean atEnd = over;
                events.execute(() -> toLoop(reader, atEnd));
                left = true;
            } catch (RuntimeException | Error e) {
                // Without a reader the process would stand still. Nothing waits for the output of a pipe that is being closed.
                reader.failed(e);
                over = over || closing;
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    /** Returns whether the stream has ended, or has to end now. */
    private boolean readUntilSilence(PipeReader reader) {
        // So that no more than one read is missing in the file if the JVM dies.
        reader.settle();
        if (taken.isPresent()) {
            Taken first = taken.get();
            taken = Optional.empty();
            reader.pass(first.block().bytes(), first.size(), true);
            blocks.give(first.block());
        }
        ReadBlock block = blocks.take();
        try {
            return readUntilSilence(reader, block);
        } finally {
            blocks.give(block);
        }
    }

    private boolean readUntilSilence(PipeReader reader, ReadBlock block) {
        int size = block.read(pipe);
        for (int left = MOST_READS; size >= 0; size = block.read(pipe)) {
            if (size > 0) {
                rate.add(size);
                reader.pass(block.bytes(), size, true);
            } else if (closing) {
                return true;
            } else if (registration.isPresent() && (!pipe.await(SILENCE_MILLIS) || rate.isLow() && !reader.canBlock())) {
                return false;
            }
            if (closing && --left == 0) {
                return true;
            }
        }
        return true;
    }

    private void toLoop(PipeReader reader, boolean atEnd) {
        onThread = false;
        rate.reset();
        if (atEnd) {
            release();
        } else if (closing) {
            end(reader);
        } else {
            resume();
        }
    }

    /** Reads on the loop again. A thread that has begun to read meanwhile reads alone: two readers would mix up the lines. */
    private void resume() {
        if (!onThread) {
            registration.ifPresent(DescriptorRegistration::resume);
        }
    }

    private void release() {
        ended = true;
        if (registration.isPresent()) {
            registration.get().close();
        }
        pipe.close();
    }

    private void end(PipeReader reader) {
        release();
        passEnd(reader);
    }

    /** A thread waits for the log file, and for the expression of a search. */
    private void passEnd(PipeReader reader) {
        if (reader.ended(false)) {
            return;
        }
        try {
            blocks.execute(() -> reader.ended(true));
        } catch (OutOfMemoryError e) {
            events.after(RETRY_NANOS, () -> passEnd(reader));
        }
    }

    /** Reads what is in the pipe first: a thread may still wait for the log file and have read nothing of it. */
    @Override
    public void close(PipeReader reader) {
        events.execute(() -> {
            if (!closing && !ended) {
                closing = true;
                tryToReadRest(reader);
            }
        });
    }

    private void tryToReadRest(PipeReader reader) {
        try {
            readRest(reader);
        } catch (RuntimeException | Error e) {
            reader.failed(e);
            if (!onThread && !ended) {
                end(reader);
            }
        }
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
