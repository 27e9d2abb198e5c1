package io.quarkiverse.processmanager.runtime.process.notice;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.libc.DescriptorRegistration;
import io.quarkiverse.processmanager.runtime.process.libc.EventLoop;
import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.libc.NativeProcess;
import io.quarkiverse.processmanager.runtime.process.libc.NoticeSocket;
import io.quarkiverse.processmanager.runtime.process.libc.PipeEnd;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * The channel on which one incarnation of a process reports that it is ready: a socket for {@code sd_notify}, or a pipe. The event
 * loop reads it. Safe for use by several threads.
 */
public final class NoticeChannel implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(NoticeChannel.class);
    /** The owner of a process that has exited. */
    private static final int NO_USER = -2;
    /** The loop has other work: after so many notices it turns to that, and comes back. */
    private static final int MOST_AT_ONCE = 64;
    private static final String READY = "READY=1";
    private static final String STATUS = "STATUS=";
    private static final String WATCHDOG = "WATCHDOG=1";

    private final ProcessRunner.Notice wanted;
    private final Consumer<String> status;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private Optional<NoticeSocket> socket = Optional.empty();
    private Optional<PipeEnd> pipe = Optional.empty();
    private Optional<DescriptorRegistration> registration = Optional.empty();
    private volatile long pid;
    /** The last notice that shows that the process works, in the time of {@link SystemClock#nanos()}. */
    private volatile OptionalLong keepAliveNanos = OptionalLong.empty();
    /** The user of this JVM. */
    private volatile int own = NO_USER;
    private boolean closed;

    /** @param status receives each status that the process reports, on the event loop */
    public NoticeChannel(ProcessRunner.Notice wanted, Consumer<String> status) {
        this.wanted = wanted;
        this.status = status;
    }

    /**
     * Opens the socket before the process is started, if there is one.
     */
    public void open(NativeAccess access) throws IOException {
        if (wanted.socket()) {
            own = owner("self");
            NoticeSocket opened = access.socket("quarkus-process-manager-" + UUID.randomUUID());
            socket = Optional.of(opened);
            register(access.events(), opened.descriptor(), () -> receive(opened));
        }
    }

    /** The variables with which the process finds the socket. */
    public Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        socket.ifPresent(some -> variables.put("NOTIFY_SOCKET", some.address()));
        wanted.watchdog().ifPresent(
                silence -> variables.put("WATCHDOG_USEC", Long.toString(TimeUnit.MICROSECONDS.convert(silence))));
        return variables;
    }

    /** The number of the descriptor that the process gets. */
    public OptionalInt descriptor() {
        return wanted.descriptor();
    }

    /** The process has been started: reads its pipe, if there is one. */
    public void started(Process process) throws IOException {
        pid = process.pid();
        if (process instanceof NativeProcess child && child.notice().isPresent()) {
            PipeEnd end = child.notice().get();
            pipe = child.notice();
            register(child.events(), end.descriptor(), () -> read(end));
        }
    }

    private synchronized void register(EventLoop events, int descriptor, Runnable handler) throws IOException {
        if (!closed) {
            registration = Optional.of(events.register(descriptor, handler));
        }
    }

    private void receive(NoticeSocket from) {
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            Optional<NoticeSocket.Notice> next = from.receive();
            if (next.isEmpty()) {
                return;
            }
            if (isTrusted(next.get().user())) {
                next.get().text().lines().forEach(this::take);
            } else {
                LOG.debugf("a process of the user %d has sent a notice that is not for it to send", next.get().user());
            }
        }
    }

    /** The name of the socket is no secret, so the user counts: root, that of this JVM, or that of the process. */
    private boolean isTrusted(int user) {
        return user == 0 || user == own || pid > 0 && user == owner(Long.toString(pid));
    }

    private static int owner(String process) {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc", process), "unix:uid");
        } catch (IOException e) {
            // The process has exited.
            return NO_USER;
        }
    }

    private void take(String line) {
        if (line.equals(WATCHDOG)) {
            keepAliveNanos = OptionalLong.of(SystemClock.nanos());
        } else if (line.equals(READY)) {
            keepAliveNanos = OptionalLong.of(SystemClock.nanos());
            ready.complete(READY + " was received");
        } else if (line.startsWith(STATUS)) {
            status.accept(line.substring(STATUS.length()));
        }
    }

    /** A byte before the end of the line is part of the line. The end of the pipe without a line means nothing. */
    private void read(PipeEnd from) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(256);
        try {
            int size = from.read(bytes);
            for (int i = 0; i < size; i++) {
                if (bytes.get(i) == '\n') {
                    ready.complete("a line was received on the descriptor " + wanted.descriptor().orElseThrow());
                }
            }
            if (size < 0) {
                close();
            }
        } catch (IOException e) {
            LOG.debug("cannot read a notice", e);
            close();
        }
    }

    /** The time since the last {@code READY=1} or {@code WATCHDOG=1}; empty before the first one. */
    public Optional<Duration> sinceKeepAlive() {
        OptionalLong last = keepAliveNanos;
        return last.isEmpty() ? Optional.empty() : Optional.of(Duration.ofNanos(SystemClock.nanos() - last.getAsLong()));
    }

    /** Completes with a sentence when the process has reported that it is ready. */
    public CompletionStage<String> ready() {
        return ready.copy();
    }

    /** Reads nothing more. Further calls do nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        if (registration.isPresent()) {
            registration.get().close();
        }
        if (socket.isPresent()) {
            socket.get().close();
        }
        if (pipe.isPresent()) {
            pipe.get().close();
        }
    }
}
