package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The epoll of an {@link EventLoop}, with a descriptor that wakes the loop. Each watched descriptor has a key. Only the thread of
 * the loop waits and reads what is ready; the other methods are safe for use by several threads.
 */
final class Epoll {

    /** The key of the descriptor that wakes the loop. No other descriptor may have it. */
    static final long WAKE = 0;
    /** The most descriptors that one wait reports. The system reports the others in the next waits, in turn. */
    static final int MOST_EVENTS = 256;
    /** On x86-64 the structure is packed. */
    private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
    private static final int EVENT_BYTES = PACKED ? 12 : 16;
    private static final int KEY_OFFSET = PACKED ? 4 : 8;
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final byte[] ONE = { 1, 0, 0, 0, 0, 0, 0, 0 };

    private final int epoll;
    private final int wake;
    private final AtomicBoolean awake = new AtomicBoolean();
    private final ByteBuffer events = buffer(MOST_EVENTS * EVENT_BYTES);
    private final ByteBuffer counter = buffer(Long.BYTES);
    private final ByteBuffer time = buffer(2 * Long.BYTES);
    private boolean waitsPrecisely = true;
    /** One for all changes, because an exit must be handled even if the JVM has no more direct memory. */
    private final ByteBuffer change = buffer(EVENT_BYTES);
    private boolean closed;

    private Epoll(int epoll, int wake) {
        this.epoll = epoll;
        this.wake = wake;
    }

    static Epoll open() throws IOException {
        int epoll = Descriptors.check("epoll_create1", Libc.epoll_create1(Libc.O_CLOEXEC));
        int wake = Libc.eventfd(0, Libc.O_CLOEXEC | Libc.O_NONBLOCK);
        try {
            Epoll opened = new Epoll(epoll, Descriptors.check("eventfd", wake));
            opened.watch(wake, WAKE);
            return opened;
        } catch (IOException | OutOfMemoryError e) {
            Descriptors.close(epoll, wake);
            throw e;
        }
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Watches a descriptor: it is ready while there is something to read, or when the other side has closed. */
    synchronized void watch(int descriptor, long key) throws IOException {
        if (closed) {
            throw new IOException("the event loop is closed");
        }
        control(Libc.EPOLL_CTL_ADD, descriptor, key);
    }

    /** Removes a descriptor: a masked descriptor would still report the end of the stream, again and again. */
    synchronized void unwatch(int descriptor, long key) throws IOException {
        if (!closed) {
            control(Libc.EPOLL_CTL_DEL, descriptor, key);
        }
    }

    private void control(int operation, int descriptor, long key) throws IOException {
        change.putInt(0, Libc.EPOLLIN).putLong(KEY_OFFSET, key);
        if (Libc.epoll_ctl(epoll, operation, descriptor, Libc.address(change)) < 0) {
            throw SystemError.last("epoll_ctl");
        }
    }

    /** Wakes the loop, unless it is being woken already. */
    void wake() {
        if (!awake.getAndSet(true)) {
            wakeAlways();
        }
    }

    /** Wakes the loop in any case. Does nothing when closed. */
    synchronized void wakeAlways() {
        if (!closed) {
            Libc.write(wake, ONE, ONE.length);
        }
    }

    /** {@link #WAKE} is ready: takes the wake, so that the next task wakes the loop again. */
    void takeWake() {
        counter.clear();
        Libc.read(wake, counter);
        awake.set(false);
    }

    /** Waits for ready descriptors, and returns how many there are. A negative time has no end. */
    int await(long nanos) {
        if (nanos > 0 && waitsPrecisely) {
            time.putLong(0, nanos / SECOND_NANOS).putLong(Long.BYTES, nanos % SECOND_NANOS);
            int count = Libc.epollWaitPrecisely(epoll, Libc.address(events), MOST_EVENTS, Libc.address(time));
            waitsPrecisely = count >= 0 || Libc.errno() == Libc.EINTR;
            return count;
        }
        long millis = nanos <= 0 ? nanos : TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
        return Libc.epoll_wait(epoll, Libc.address(events), MOST_EVENTS, (int) Math.min(Integer.MAX_VALUE, millis));
    }

    /** The key of a ready descriptor; {@code index} is below the result of the last {@link #await}. */
    long readyKey(int index) {
        return events.getLong(index * EVENT_BYTES + KEY_OFFSET);
    }

    /** Waits in milliseconds from now on, as on a kernel that is older. For tests, on the loop. */
    void waitInMillis() {
        waitsPrecisely = false;
    }

    /** Closes its own descriptors. Those that it watches stay open. */
    synchronized void close() {
        closed = true;
        Descriptors.close(epoll, wake);
    }
}
