package io.quarkiverse.processmanager.runtime.process.libc;

import java.nio.Buffer;
import java.nio.ByteBuffer;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * The calls of the C library. The only class that refers to JNA: where JNA or a function is missing, {@link #bind()} fails with a
 * {@link LinkageError}. Addresses are {@code long}; sizes and offsets are those of 64-bit Linux.
 */
final class Libc {

    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int ENOEXEC = 8;
    static final int EACCES = 13;
    static final int ENOTDIR = 20;

    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0x40;
    static final int O_NOCTTY = 0x100;
    static final int O_APPEND = 0x400;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;

    static final int POSIX_SPAWN_SETSIGDEF = 0x04;
    static final int POSIX_SPAWN_SETSIGMASK = 0x08;
    static final int POSIX_SPAWN_SETSID = 0x80;

    static final int AF_UNIX = 1;
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int AF_NETLINK = 16;
    static final int SOCK_DGRAM = 2;
    static final int SOL_SOCKET = 1;
    static final int SO_PASSCRED = 16;

    static final int EPOLL_CTL_ADD = 1;
    static final int EPOLL_CTL_DEL = 2;
    static final int EPOLLIN = 1;
    static final int WNOHANG = 1;

    private static final int POLLIN = 1;
    private static final int POLLOUT = 4;
    private static final int F_SETFL = 4;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final long SYS_PIDFD_SEND_SIGNAL = 424;
    private static final long SYS_PIDFD_OPEN = 434;
    private static final long SYS_EPOLL_PWAIT2 = 441;

    private Libc() {
    }

    /** Binds the functions. {@link Binding} decides when; {@code close} is newer than JNA 5.8. */
    @SuppressWarnings("deprecation")
    static void bind() {
        NativeLibrary library = NativeLibrary.getInstance("libc.so.6");
        Native.register(Libc.class, library);
        // All functions are bound, and the library stays loaded, because the JVM uses it. JNA would keep a thread for it.
        library.dispose();
    }

    /** Undoes {@link #bind()}. No thread may be in a function, because JNA frees the memory that the call uses. */
    static void unbind() {
        Native.unregister(Libc.class);
    }

    static native int posix_spawn(long pid, long path, long actions, long attributes, long arguments, long environment);

    static native int posix_spawn_file_actions_init(long actions);

    static native int posix_spawn_file_actions_destroy(long actions);

    static native int posix_spawn_file_actions_addclose(long actions, int descriptor);

    static native int posix_spawn_file_actions_adddup2(long actions, int from, int to);

    static native int posix_spawn_file_actions_addopen(long actions, int descriptor, long path, int flags, int mode);

    static native int posix_spawn_file_actions_addchdir_np(long actions, long path);

    static native int posix_spawn_file_actions_addclosefrom_np(long actions, int from);

    static native int posix_spawnattr_init(long attributes);

    static native int posix_spawnattr_setflags(long attributes, short flags);

    static native int posix_spawnattr_setsigmask(long attributes, long signals);

    static native int posix_spawnattr_setsigdefault(long attributes, long signals);

    static native int pipe2(int[] ends, int flags);

    static native int open(byte[] path, int flags, int mode);

    static native int close(int descriptor);

    static native int fcntl(int descriptor, int command, int value);

    static native int socket(int family, int type, int protocol);

    static native int bind(int socket, byte[] address, int length);

    static native int setsockopt(int socket, int level, int name, int[] value, int length);

    static native long recv(int socket, byte[] bytes, long size, int flags);

    static native long recvmsg(int socket, long message, int flags);

    static native int ioctl(int descriptor, long request, int[] value);

    static native long read(int descriptor, long address, long size);

    static native long write(int descriptor, byte[] bytes, long size);

    private static native int poll(int[] descriptors, long count, int millis);

    static native int eventfd(int value, int flags);

    static native int epoll_create1(int flags);

    static native int epoll_ctl(int epoll, int operation, int descriptor, long event);

    static native int epoll_wait(int epoll, long events, int size, int millis);

    private static native long syscall(long number, long epoll, long events, long size, long time, long signals,
            long signalBytes);

    /**
     * Waits as {@code epoll_wait}, with a time in nanoseconds instead of milliseconds.
     *
     * @param time the address of a {@code timespec}
     * @return the number of events, or -1 and an error number; a kernel before 5.11 does not know the call
     */
    static int epollWaitPrecisely(int epoll, long events, int size, long time) {
        return (int) syscall(SYS_EPOLL_PWAIT2, epoll, events, size, time, 0, 0);
    }

    static native int waitpid(int pid, int[] status, int options);

    static native int kill(int target, int signal);

    static native int prlimit(int pid, int resource, long[] wanted, long[] before);

    static native int getsid(int pid);

    private static native long syscall(long number, long first, long second, long third, long fourth);

    /** A descriptor of a process, readable when it exits; -1 and an error number if it has been reaped. */
    static int pidfdOpen(long pid) {
        return (int) syscall(SYS_PIDFD_OPEN, pid, 0, 0, 0);
    }

    /** Signals the process of a descriptor; -1 and an error number if that fails. */
    static int pidfdSendSignal(int pidfd, int signal) {
        return (int) syscall(SYS_PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0);
    }

    /** Makes reads and writes of a descriptor return at once. */
    static int setNonBlocking(int descriptor) {
        return fcntl(descriptor, F_SETFL, O_NONBLOCK);
    }

    /** Waits until a write to a descriptor would not block, at most for the given time. */
    static void awaitWritable(int descriptor, int millis) {
        // The structure has the requested events in the lower half of its second word.
        poll(new int[] { descriptor, POLLOUT }, 1, millis);
    }

    /** Waits until a read of a descriptor would not block, at most for the given time. Returns whether that is so. */
    static boolean awaitReadable(int descriptor, int millis) {
        return poll(new int[] { descriptor, POLLIN }, 1, millis) != 0;
    }

    /** A copy of a descriptor with a number of at least 3, which no program inherits. */
    static int duplicateAboveStandard(int descriptor) {
        return fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    }

    /** The error number of the last call on this thread. */
    static int errno() {
        return Native.getLastError();
    }

    /** The address of a direct buffer. */
    static long address(Buffer direct) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
    }

    /** Reads the available bytes into a direct buffer and advances its position. */
    static int read(int descriptor, ByteBuffer direct) {
        int count = (int) read(descriptor, address(direct) + direct.position(), direct.remaining());
        if (count > 0) {
            direct.position(direct.position() + count);
        }
        return count;
    }

    /** Allocates memory, which {@link #free} must release. */
    static long allocate(int bytes) {
        long address = Native.malloc(bytes);
        if (address == 0) {
            throw new OutOfMemoryError("malloc");
        }
        return address;
    }

    static void free(long address) {
        Native.free(address);
    }

    /** Copies bytes to an address. */
    static void copy(byte[] bytes, int length, long address) {
        new Pointer(address).write(0, bytes, 0, length);
    }

    static int getInt(long address) {
        return new Pointer(address).getInt(0);
    }
}
