package io.quarkiverse.processmanager.runtime.process.output;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * The reading end of a pipe that a child writes to.
 * <p>
 * When a root has ended and something of its tree still holds the pipe, a read from the stream that the JDK gives cannot be
 * ended by anybody, and it holds up the thread of the JDK that waits for the child; after that a new child with the same pid is
 * reported dead. So the pipe is opened a second time, as a channel that can be closed, and the stream of the JDK is closed at
 * once.
 */
public final class ChildPipe implements Closeable {

    /** At least the size of the buffer of the stream. */
    private static final int STREAM_BUFFER = 64 * 1024;

    private final byte[] first;
    private final ReadableByteChannel channel;
    private boolean firstRead;

    private ChildPipe(byte[] first, ReadableByteChannel channel) {
        this.first = first;
        this.channel = channel;
    }

    /**
     * Takes over one of the streams of a process that has just been started.
     *
     * @param starters the programs that processes begin with, before their own
     */
    public static ChildPipe takeOver(Process process, InputStream stream, Descriptor of, Set<Path> starters) {
        Path end = Path.of("/proc/" + process.pid() + "/fd/" + of.descriptor());
        Optional<FileChannel> channel = reopen(end, of, Path.of("/proc/" + process.pid() + "/exe"), starters);
        if (channel.isEmpty()) {
            // It has ended already, or has something else in place of its pipe at this moment.
            return polled(process, stream);
        }
        // The JDK takes what is left in the pipe at the end of the process. It does so under this lock.
        synchronized (stream) {
            try (stream) {
                return new ChildPipe(whatIsThere(stream), channel.get());
            } catch (IOException e) {
                return new ChildPipe(new byte[0], channel.get());
            }
        }
    }

    /** Reads one of the streams of a process without waiting in it, where it cannot be taken over. */
    public static ChildPipe polled(Process process, InputStream stream) {
        return new ChildPipe(new byte[0], new PolledPipe(process, stream));
    }

    /**
     * Takes what the stream has in its buffer, all of it: a read of a fixed size can leave a part there while the child writes
     * on. Only a skip says how much that is.
     */
    private static byte[] whatIsThere(InputStream stream) throws IOException {
        if (stream.available() <= 0) {
            return new byte[0];
        }
        stream.mark(STREAM_BUFFER);
        int buffered = (int) stream.skip(STREAM_BUFFER);
        stream.reset();
        return stream.readNBytes(buffered);
    }

    private static Optional<FileChannel> reopen(Path end, Descriptor of, Path program, Set<Path> starters) {
        FileChannel channel = null;
        try {
            Path before = Files.readSymbolicLink(end);
            channel = FileChannel.open(end, StandardOpenOption.READ);
            // A program may have put something else in place of the pipe, be it for a moment: a shell does so around each
            // command with a redirection, to /dev/null, which this JVM has open as well, or to the other pipe. The starters
            // do not.
            if (starters.contains(Files.readSymbolicLink(program))
                    || Files.readSymbolicLink(end).equals(before) && before.toString().startsWith("pipe:")
                            && (of.forBoth() || !before.equals(other(end, of))) && isOpenTwice(before)) {
                return Optional.of(channel);
            }
        } catch (IOException e) {
            // It has ended, or has changed its user.
        }
        close(channel);
        return Optional.empty();
    }

    private static Path other(Path end, Descriptor of) throws IOException {
        // Output is 1 and 2.
        return Files.readSymbolicLink(end.resolveSibling(Integer.toString(3 - of.descriptor())));
    }

    /**
     * Whether this JVM has that pipe open twice: as the stream of the JDK, and as the channel that has just been opened.
     * Between two looks at the child something else could have been opened. What was opened last mostly has the highest number.
     */
    private static boolean isOpenTwice(Path pipe) {
        File descriptors = new File("/proc/self/fd");
        String[] names = descriptors.list();
        int count = 0;
        for (int i = names == null ? -1 : names.length - 1; i >= 0 && count < 2; i--) {
            try {
                count += Files.readSymbolicLink(Path.of(descriptors.getPath(), names[i])).equals(pipe) ? 1 : 0;
            } catch (IOException e) {
                // Closed in the meantime.
            }
        }
        return count == 2;
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing depends on it.
        }
    }

    /**
     * One of the ends that the child has.
     *
     * @param descriptor its number
     * @param forBoth whether standard output and standard error are the same pipe
     */
    public record Descriptor(int descriptor, boolean forBoth) {
    }

    /** Reads what is there, and waits if nothing is; -1 at the end or when it is closed. */
    int read(byte[] buffer) {
        if (!firstRead) {
            firstRead = true;
            if (first.length > 0) {
                System.arraycopy(first, 0, buffer, 0, first.length);
                return first.length;
            }
        }
        try {
            return channel.read(ByteBuffer.wrap(buffer));
        } catch (IOException e) {
            return -1;
        }
    }

    /** How much the first read may give. */
    int firstSize() {
        return first.length;
    }

    /** Wakes the reader and ends it. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
