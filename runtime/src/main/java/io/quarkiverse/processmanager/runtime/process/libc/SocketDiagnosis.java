package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the kernel for the TCP sockets that listen, through a netlink socket ({@code sock_diag}). The answer has no other sockets.
 * {@code /proc/net/tcp} has them all, and each read of it walks the kernel's whole table of connections: 5 ms on a machine with
 * 24 GB, also if there are none.
 */
public final class SocketDiagnosis {

    private static final int NETLINK_SOCK_DIAG = 4;
    private static final short SOCK_DIAG_BY_FAMILY = 20;
    private static final short NLMSG_ERROR = 2;
    private static final short NLMSG_DONE = 3;
    /** NLM_F_REQUEST and NLM_F_DUMP. */
    private static final short DUMP = 0x301;
    private static final byte IPPROTO_TCP = 6;
    private static final int LISTEN = 1 << 10;

    private static final int HEADER = 16;
    private static final int REQUEST = HEADER + 56;
    private static final int REQUESTED_STATES = HEADER + 4;
    private static final int REQUESTED_PORT = HEADER + 8;

    /** Where the fields of an answer are, from the beginning of the message. */
    private static final int PORT = HEADER + 4;
    private static final int ADDRESS = HEADER + 8;
    private static final int USER = HEADER + 64;
    private static final int INODE = HEADER + 68;
    private static final int ANSWER = HEADER + 72;

    /** The kernel fills a page in one read, and less than this if its pages are larger. */
    private static final int BYTES = 8 * 1024;
    private static final int LOOPBACK_V4 = 0x7F000001;
    private static final int MAPPED_V4 = 0xFFFF;

    private SocketDiagnosis() {
    }

    /**
     * A socket that accepts connections to {@code localhost}, that is to 127.0.0.1 or ::1.
     *
     * @param port the port
     * @param socket the number that identifies the socket
     * @param user the number of the user that created it
     */
    public record Listener(int port, long socket, long user) {
    }

    /** The sockets that listen on a port of {@code localhost}, or on any of them if the port is 0. */
    static List<Listener> listeners(int port) throws IOException {
        return listeners(port, IPPROTO_TCP);
    }

    /** The same for another protocol. For tests. */
    static List<Listener> listeners(int port, byte protocol) throws IOException {
        int netlink = Descriptors.aboveStandard(Descriptors.check("socket",
                Libc.socket(Libc.AF_NETLINK, Libc.SOCK_DGRAM | Libc.O_CLOEXEC | Libc.O_NONBLOCK, NETLINK_SOCK_DIAG)));
        try {
            List<Listener> found = new ArrayList<>();
            ask(netlink, Libc.AF_INET, protocol, port, found);
            ask(netlink, Libc.AF_INET6, protocol, port, found);
            return found;
        } finally {
            Descriptors.close(netlink);
        }
    }

    private static void ask(int netlink, int family, byte protocol, int port, List<Listener> found) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(REQUEST).order(ByteOrder.nativeOrder());
        request.putInt(REQUEST).putShort(SOCK_DIAG_BY_FAMILY).putShort(DUMP).position(HEADER);
        request.put((byte) family).put(protocol);
        request.putInt(REQUESTED_STATES, LISTEN);
        request.order(ByteOrder.BIG_ENDIAN).putShort(REQUESTED_PORT, (short) port);
        Descriptors.check("write", (int) Libc.write(netlink, request.array(), REQUEST));
        byte[] bytes = new byte[BYTES];
        boolean more = true;
        while (more) {
            int size = Descriptors.check("recv", (int) Libc.recv(netlink, bytes, BYTES, 0));
            more = addAll(ByteBuffer.wrap(bytes, 0, size).order(ByteOrder.nativeOrder()), family, found);
        }
    }

    /** Returns whether more messages follow. */
    private static boolean addAll(ByteBuffer messages, int family, List<Listener> found) throws IOException {
        ByteBuffer network = messages.duplicate().order(ByteOrder.BIG_ENDIAN);
        int length;
        for (int at = 0; at + HEADER <= messages.limit(); at += aligned(length)) {
            length = messages.getInt(at);
            short type = messages.getShort(at + Integer.BYTES);
            if (type == NLMSG_DONE) {
                int error = length < HEADER + Integer.BYTES ? 0 : -messages.getInt(at + HEADER);
                if (error > 0) {
                    // Such as ENOENT from a kernel that cannot load its module tcp_diag.
                    throw new SystemError("sock_diag", error);
                }
                return false;
            }
            if (type == NLMSG_ERROR || length < ANSWER || at + length > messages.limit()) {
                throw new IOException("the kernel does not show the listening sockets");
            }
            if (family == Libc.AF_INET ? isLocal(network.getInt(at + ADDRESS)) : isLocal(network, at + ADDRESS)) {
                found.add(new Listener(Short.toUnsignedInt(network.getShort(at + PORT)),
                        Integer.toUnsignedLong(messages.getInt(at + INODE)),
                        Integer.toUnsignedLong(messages.getInt(at + USER))));
            }
        }
        return true;
    }

    /** Each message begins at a multiple of 4. */
    private static int aligned(int length) {
        return (length + 3) & ~3;
    }

    private static boolean isLocal(ByteBuffer network, int at) {
        int third = network.getInt(at + 2 * Integer.BYTES);
        int last = network.getInt(at + 3 * Integer.BYTES);
        return network.getLong(at) == 0
                && (third == 0 && (last == 0 || last == 1) || third == MAPPED_V4 && isLocal(last));
    }

    /** Any address of IPv4, or the loopback address. */
    private static boolean isLocal(int address) {
        return address == 0 || address == LOOPBACK_V4;
    }
}
