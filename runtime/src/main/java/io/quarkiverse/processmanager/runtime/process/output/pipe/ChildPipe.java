package io.quarkiverse.processmanager.runtime.process.output.pipe;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.runtime.process.libc.NativeProcess;
import io.quarkiverse.processmanager.runtime.process.libc.PipeEnd;

/**
 * The reading end of a pipe that a child writes to.
 * <p>
 * When a root has exited and a process of its tree still holds the pipe, a read from the stream of the JDK cannot be
 * interrupted, and it blocks the JDK thread that waits for the child; after that a new child with the same pid is reported
 * dead. So the pipe is opened a second time, as a channel that can be closed, and the stream of the JDK is closed at once.
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
        if (process instanceof NativeProcess child) {
            return ownPipe(of.descriptor() == 1 ? child.stdout() : child.stderr());
        }
        Path end = Path.of("/proc/" + process.pid() + "/fd/" + of.descriptor());
        Optional<FileChannel> channel = reopen(end, of, Path.of("/proc/" + process.pid() + "/exe"), starters);
        if (channel.isEmpty()) {
            // The child has exited already, or another file is in place of its pipe at this moment.
            return polled(process, stream);
        }
        // At the exit of the process the JDK drains the pipe, under this lock.
        synchronized (stream) {
            try (stream) {
                return new ChildPipe(buffered(stream), channel.get());
            } catch (IOException e) {
                return new ChildPipe(new byte[0], channel.get());
            }
        }
    }

    private static ChildPipe ownPipe(Optional<PipeEnd> end) {
        try {
            return new ChildPipe(new byte[0], end.orElseThrow().channel());
        } catch (IOException e) {
            // There are too many open files.
            end.ifPresent(PipeEnd::close);
            return new ChildPipe(new byte[0], Channels.newChannel(InputStream.nullInputStream()));
        }
    }

    /** Reads one of the streams of a process without blocking in it, where the pipe cannot be opened a second time. */
    public static ChildPipe polled(Process process, InputStream stream) {
        return new ChildPipe(new byte[0], new PolledPipe(process, stream));
    }

    /**
     * Takes all bytes from the buffer of the stream: a read of a fixed size can leave a part there while the child continues to
     * write. Only a skip reports the size of the buffered part.
     */
    private static byte[] buffered(InputStream stream) throws IOException {
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
            // A program may have replaced the pipe, even if only for a moment: a shell does so around each command with a
            // redirection, to /dev/null, which this JVM has open as well, or to the other pipe. The starters do not.
            if (starters.contains(Files.readSymbolicLink(program))
                    || Files.readSymbolicLink(end).equals(before) && before.toString().startsWith("pipe:")
                            && (of.forBoth() || !before.equals(other(end, of))) && isOpenTwice(before)) {
                return Optional.of(channel);
            }
        } catch (IOException e) {
            // The child has exited, or has changed its user.
        }
        close(channel);
        return Optional.empty();
    }

    private static Path other(Path end, Descriptor of) throws IOException {
        // Standard output is 1, standard error is 2.
        return Files.readSymbolicLink(end.resolveSibling(Integer.toString(3 - of.descriptor())));
    }

    /**
     * Whether this JVM has that pipe open twice: as the stream of the JDK, and as the channel that has just been opened.
     * Between two reads of the link of the child another file could have been opened. The last opened file mostly has the
     * highest number.
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
            // A failed close has no consequence.
        }
    }

    /**
     * One of the writing ends, which the child holds.
     *
     * @param descriptor its number
     * @param forBoth whether standard output and standard error are the same pipe
     */
    public record Descriptor(int descriptor, boolean forBoth) {
    }

    /** Reads the available bytes, and blocks until there are some; -1 at the end or when the pipe is closed. */
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

    /** The number of bytes that the first read may return. */
    int firstSize() {
        return first.length;
    }

    /** Closes the pipe; a blocked read returns. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
