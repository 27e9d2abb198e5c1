package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A datagram socket with a name that no file has, to which one process sends its notices: the socket of {@code sd_notify}.
 * A receive never blocks: register {@link #descriptor()} with an {@link EventLoop}, and close the registration before the socket.
 * The system removes the socket with this JVM. Safe for use by several threads.
 */
public final class NoticeSocket implements Closeable {

    private static final int MOST_BYTES = 4096;
    private static final int POINTER = Long.BYTES;
    private static final int MESSAGE_BYTES = 7 * POINTER;
    private static final int VECTOR_BYTES = 2 * POINTER;
    /**
     * The header of a control message, and pid, user and group in it. No room is left for descriptors,
     * which the system closes then.
     */
    private static final int CONTROL_BYTES = 2 * POINTER + 16;
    private static final int USER_OFFSET = 2 * POINTER + Integer.BYTES;
    private static final int SCM_CREDENTIALS = 2;

    private final String name;
    private final int descriptor;
    private final ByteBuffer memory = ByteBuffer.allocateDirect(MESSAGE_BYTES + VECTOR_BYTES + CONTROL_BYTES + MOST_BYTES)
            .order(ByteOrder.nativeOrder());
    private boolean closed;

    private NoticeSocket(String name, int descriptor) {
        Binding.useMore();
        this.name = name;
        this.descriptor = descriptor;
    }

    /**
     * A text from a process.
     *
     * @param user the user of the sender, as the system reports it
     */
    public record Notice(int user, String text) {
    }

    /** Makes a socket with this name, which must be new. */
    static NoticeSocket open(String name) throws IOException {
        int socket = Descriptors.aboveStandard(Descriptors.check("socket",
                Libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM | Libc.O_CLOEXEC | Libc.O_NONBLOCK, 0)));
        try {
            Descriptors.check("setsockopt",
                    Libc.setsockopt(socket, Libc.SOL_SOCKET, Libc.SO_PASSCRED, new int[] { 1 }, Integer.BYTES));
            byte[] text = name.getBytes(StandardCharsets.US_ASCII);
            // The family, and a zero before the name: a name without a file.
            byte[] address = new byte[Short.BYTES + 1 + text.length];
            ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).putShort((short) Libc.AF_UNIX);
            System.arraycopy(text, 0, address, Short.BYTES + 1, text.length);
            Descriptors.check("bind", Libc.bind(socket, address, address.length));
            return new NoticeSocket(name, socket);
        } catch (IOException | RuntimeException | Error e) {
            Descriptors.close(socket);
            throw e;
        }
    }

    /** The value of {@code NOTIFY_SOCKET} for the process. */
    public String address() {
        return "@" + name;
    }

    /** The number of the descriptor. It must not be used after {@link #close()}. */
    public int descriptor() {
        return descriptor;
    }

    /** The next text; empty if there is none at the moment, and after {@link #close()}. */
    public synchronized Optional<Notice> receive() {
        if (closed) {
            return Optional.empty();
        }
        long base = Libc.address(memory);
        int vector = MESSAGE_BYTES;
        int control = vector + VECTOR_BYTES;
        int text = control + CONTROL_BYTES;
        memory.putLong(0, 0).putLong(POINTER, 0).putLong(2 * POINTER, base + vector).putLong(3 * POINTER, 1)
                .putLong(4 * POINTER, base + control).putLong(5 * POINTER, CONTROL_BYTES).putLong(6 * POINTER, 0)
                .putLong(vector, base + text).putLong(vector + POINTER, MOST_BYTES);
        int size = (int) Libc.recvmsg(descriptor, base, 0);
        if (size < 0) {
            return Optional.empty();
        }
        boolean known = memory.getLong(5 * POINTER) >= USER_OFFSET + Integer.BYTES
                && memory.getInt(control + POINTER) == Libc.SOL_SOCKET
                && memory.getInt(control + POINTER + Integer.BYTES) == SCM_CREDENTIALS;
        byte[] bytes = new byte[size];
        memory.get(text, bytes);
        return Optional.of(new Notice(known ? memory.getInt(control + USER_OFFSET) : -1,
                new String(bytes, StandardCharsets.UTF_8)));
    }

    /** Closes the descriptor. Further calls do nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Libc.close(descriptor);
            Binding.release();
        }
    }
}
