package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

import org.jboss.logging.Logger;

/**
 * The native way of one runner: it starts processes and has the event loop that follows them. {@link #open} proves first that
 * everything works on this machine. Safe for use by several threads.
 */
public final class NativeAccess {

    private static final Logger LOG = Logger.getLogger(NativeAccess.class);
    private static final String LINUX = "Linux";

    /** Whether the self-test has succeeded in this JVM. What it proves does not change. */
    private static volatile boolean proved;

    private final EventLoop events;
    private final PosixSpawn spawn;

    private final AtomicBoolean closed = new AtomicBoolean();

    NativeAccess(PosixSpawn spawn, EventLoop events) {
        Binding.useMore();
        this.events = events;
        this.spawn = spawn;
    }

    /**
     * The answer to the request for the native way.
     *
     * @param access the native way; empty if this machine has none
     * @param obstacle the cause as the end of a sentence; empty if there is a native way
     * @param passing whether the cause can go away, such as too many open files: another request is worth a try
     */
    public record Answer(Optional<NativeAccess> access, String obstacle, boolean passing) {

        /** There is a native way. */
        static Answer of(NativeAccess access) {
            return new Answer(Optional.of(access), "", false);
        }

        /** There is no native way. */
        public static Answer none(String obstacle) {
            return new Answer(Optional.empty(), obstacle, false);
        }

        /** There is no native way now, for want of something that the JVM can have again later. */
        public static Answer notNow(String shortage) {
            return new Answer(Optional.empty(), shortage, true);
        }
    }

    /**
     * Opens the native way. The first call of a JVM loads the C library and runs the self-test, which takes a moment.
     *
     * @param cat the program {@code cat}, with which the self-test works
     */
    public static Answer open(Optional<Path> cat) {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            return Answer.none(obstacle.get());
        }
        try {
            load();
            try {
                return openBound(cat);
            } finally {
                Binding.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.none("the self-test was interrupted");
        } catch (Binding.HeldException e) {
            return Answer.none(String.valueOf(e.getMessage()));
        } catch (IOException | ClassNotFoundException | RuntimeException | Error e) {
            LOG.debug("there is no native way to the system", e);
            return LibraryError.shortage(e).map(Answer::notNow).orElseGet(() -> Answer.none(LibraryError.explain(e)));
        }
    }

    private static Answer openBound(Optional<Path> cat) throws IOException, InterruptedException {
        NativeAccess access = new NativeAccess(new PosixSpawn(), EventLoop.start());
        Answer answer = proved ? Answer.of(access) : access.prove(cat);
        proved = answer.access().isPresent();
        return answer;
    }

    /** Runs the self-test. The loop ends unless the test succeeds. */
    Answer prove(Optional<Path> cat) throws IOException, InterruptedException {
        boolean works = false;
        try {
            Optional<String> failure = SelfTest.failure(this, cat);
            works = failure.isEmpty();
            return works ? Answer.of(this) : Answer.none(failure.get());
        } finally {
            if (!works) {
                close(0);
            }
        }
    }

    /**
     * Loads JNA, which runs {@code ldconfig} then, and binds the library. Children of the JDK must start one at a time in this JVM.
     */
    private static void load() throws ClassNotFoundException, Binding.HeldException {
        // This takes most of the time, and starts no child yet.
        Class.forName("com.sun.jna.Native");
        // The lock of SerialStarts, which all class loaders share.
        synchronized (ProcessBuilder.class) {
            Binding.use();
        }
    }

    /** The first thing that is against the native way, found without a native call. */
    private static Optional<String> obstacle() {
        String system = System.getProperty("os.name");
        if (!system.equals(LINUX)) {
            return Optional.of("this system is " + system);
        }
        String processor = System.getProperty("os.arch");
        if (!processor.equals("amd64") && !processor.equals("aarch64")) {
            return Optional.of("the processor is " + processor);
        }
        if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
            return Optional.of("this is a native executable");
        }
        if (!NativePermission.isGranted()) {
            return Optional.of("this JVM warns of native access; --enable-native-access=ALL-UNNAMED permits it");
        }
        UnpackDirectory.avoidRelative(System.getProperties(), System.getenv());
        return UnpackDirectory.obstacle(System.getProperties(), System.getenv());
    }

    /** The loop that follows the processes. */
    public EventLoop events() {
        return events;
    }

    /**
     * Starts a program.
     *
     * @throws SystemError if the program cannot be executed, or the system refuses something else
     */
    public NativeProcess spawn(SpawnOrder order) throws IOException {
        Binding.use();
        try {
            return NativeProcess.follow(spawn.spawn(order), events);
        } finally {
            Binding.release();
        }
    }

    /**
     * Does everything that a start does before the system executes the program, and undoes it.
     *
     * @throws IOException if the system refuses it, or the native way is closed: each call would bind the library again
     */
    public void rehearse(SpawnOrder order) throws IOException {
        if (closed.get()) {
            throw new IOException("the native way is closed");
        }
        Binding.use();
        try {
            spawn.rehearse(order);
        } finally {
            Binding.release();
        }
    }

    /** Makes a socket with this name, which must be new, to which a process sends its notices. */
    public NoticeSocket socket(String name) throws IOException {
        Binding.use();
        try {
            return NoticeSocket.open(name);
        } finally {
            Binding.release();
        }
    }

    /**
     * Sends a signal to one process. No other process has the pid between the check and the signal.
     *
     * @param same checks whether the pid stands for the process
     * @return whether the signal was sent, even if the process is gone or this user may not signal it; false if this JVM cannot
     *         open any file, or the native way is closed
     */
    public boolean signal(long pid, int number, LongPredicate same) {
        return within(() -> signalOne(pid, number, same));
    }

    private static boolean signalOne(long pid, int number, LongPredicate same) {
        int pidfd = Libc.pidfdOpen(pid);
        if (pidfd < 0) {
            int error = Libc.errno();
            return error != Libc.EMFILE && error != Libc.ENFILE;
        }
        try {
            if (same.test(pid)) {
                Libc.pidfdSendSignal(pidfd, number);
            }
            return true;
        } finally {
            Libc.close(pidfd);
        }
    }

    /** Sends a signal to each process of a group, as far as this user may. */
    public void signalGroup(long group, int number) {
        within(() -> isGroupNumber(group) && Libc.kill((int) -group, number) == 0);
    }

    /** Whether a group has a process. */
    public boolean isGroup(long group) {
        return within(() -> isGroupNumber(group) && (Libc.kill((int) -group, 0) == 0 || Libc.errno() != Libc.ESRCH));
    }

    /**
     * The sockets that accept a TCP connection to {@code localhost}.
     *
     * @param port their port, or 0 for any
     * @return empty if this system does not show them, or the native way is closed
     */
    public Optional<List<SocketDiagnosis.Listener>> listeners(int port) {
        try {
            Binding.use();
            try {
                return Optional.of(SocketDiagnosis.listeners(port));
            } finally {
                Binding.release();
            }
        } catch (IOException e) {
            LOG.debug("the listening sockets are not shown", e);
            return Optional.empty();
        }
    }

    /** Makes calls that can come from any thread, even while the native way is being closed. */
    private static boolean within(BooleanSupplier calls) {
        try {
            Binding.use();
        } catch (IOException e) {
            return false;
        }
        try {
            return calls.getAsBoolean();
        } finally {
            Binding.release();
        }
    }

    /** The C library takes an {@code int}: any other number would name other processes, such as the process 1. */
    private static boolean isGroupNumber(long group) {
        return group > 1 && group <= Integer.MAX_VALUE;
    }

    /**
     * Ends the loop, and waits for that up to the given time. No process may be started afterwards, and the exit of a process
     * that is alive is not reported.
     */
    public void close(long millis) throws InterruptedException {
        try {
            events.close(millis);
        } finally {
            if (!closed.getAndSet(true)) {
                Binding.release();
            }
        }
    }
}
