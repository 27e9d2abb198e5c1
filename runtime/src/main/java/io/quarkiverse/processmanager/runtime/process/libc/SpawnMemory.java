package io.quarkiverse.processmanager.runtime.process.libc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The memory of one start: the file actions, the place of the pid, the texts, and the arrays that point to them. One block,
 * which {@link #close()} frees.
 */
final class SpawnMemory implements AutoCloseable {

    /** The encoding that the JDK uses for the arguments of its own children. */
    static final Charset CHARSET = Runtime.version().feature() < 18 ? Charset.defaultCharset()
            : Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    /** The structures of the C library are smaller: 80 and 336 bytes in glibc. */
    private static final int ACTIONS_BYTES = 512;
    private static final int PID_BYTES = Long.BYTES;

    private final long base;
    private final long arguments;
    private final long environment;
    private final long directory;
    private final long slave;
    private final List<Long> files = new ArrayList<>();

    /** @param terminal the path of the terminal of the program; empty for none */
    SpawnMemory(SpawnOrder order, Optional<String> terminal) throws SystemError {
        List<byte[]> words = bytes(order.program().arguments());
        List<byte[]> settings = new ArrayList<>(order.environment().size());
        for (Map.Entry<String, String> variable : order.environment().entrySet()) {
            settings.add(InheritedVariables.OF_THIS_JVM.bytes(variable.getKey(), variable.getValue()));
        }
        List<byte[]> paths = bytes(order.program().files());
        byte[] cwd = order.directory().toString().getBytes(CHARSET);
        byte[] tty = terminal.orElse("").getBytes(CHARSET);
        int size = ACTIONS_BYTES + PID_BYTES + Long.BYTES * (words.size() + settings.size() + 2) + size(words) + size(settings)
                + size(paths) + cwd.length + 1 + tty.length + 1;
        ByteBuffer block = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
        base = Libc.allocate(size);
        arguments = base + ACTIONS_BYTES + PID_BYTES;
        environment = arguments + (long) Long.BYTES * (words.size() + 1);
        block.position((int) (environment - base) + Long.BYTES * (settings.size() + 1));
        putArray(block, arguments, words);
        putArray(block, environment, settings);
        for (byte[] path : paths) {
            files.add(putText(block, path));
        }
        directory = putText(block, cwd);
        slave = putText(block, tty);
        Libc.copy(block.array(), size, base);
        int error = Libc.posix_spawn_file_actions_init(base);
        if (error != 0) {
            Libc.free(base);
            throw new SystemError("posix_spawn_file_actions_init", error);
        }
    }

    private static List<byte[]> bytes(List<String> texts) {
        List<byte[]> bytes = new ArrayList<>(texts.size());
        for (String text : texts) {
            bytes.add(text.getBytes(CHARSET));
        }
        return bytes;
    }

    private static int size(List<byte[]> texts) {
        int size = texts.size();
        for (byte[] text : texts) {
            size += text.length;
        }
        return size;
    }

    /** Adds the texts at the end, and an array of their addresses. A zero, which is there already, ends the array. */
    private void putArray(ByteBuffer block, long array, List<byte[]> texts) {
        int index = (int) (array - base);
        for (byte[] text : texts) {
            block.putLong(index, putText(block, text));
            index += Long.BYTES;
        }
    }

    private long putText(ByteBuffer block, byte[] text) {
        long address = base + block.position();
        block.put(text).put((byte) 0);
        return address;
    }

    long actions() {
        return base;
    }

    long pidAddress() {
        return base + ACTIONS_BYTES;
    }

    long arguments() {
        return arguments;
    }

    long environment() {
        return environment;
    }

    long directory() {
        return directory;
    }

    /** The path of the terminal; an empty text without one. */
    long slave() {
        return slave;
    }

    /** The addresses of the files that may be the program. */
    List<Long> files() {
        return files;
    }

    @Override
    public void close() {
        Libc.posix_spawn_file_actions_destroy(base);
        Libc.free(base);
    }
}
