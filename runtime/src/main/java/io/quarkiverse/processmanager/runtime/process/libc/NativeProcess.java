package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * A child of this JVM that {@link PosixSpawn} has started. The event loop reaps the child, by its pid, and completes {@link
 * #onExit()} on the thread of the loop. Safe for use by several threads.
 */
public final class NativeProcess extends Process {

    private static final int ECHILD_CODE = 0xff00;
    private static final int TERM = 15;
    private static final int KILL = 9;
    private static final long HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final EventLoop events;
    private final int pid;
    private final int pidfd;
    private final Optional<PipeInput> input;
    private final Optional<PipeEnd> stdout;
    private final Optional<PipeEnd> stderr;
    private final Optional<PipeEnd> notice;
    private final InputStream stdoutStream;
    private final InputStream stderrStream;
    private final CompletableFuture<Process> ended = new CompletableFuture<>();
    private @Nullable DescriptorRegistration exit;
    private volatile @Nullable WaitStatus status;

    private NativeProcess(int pid, int pidfd, ChildPipes pipes, EventLoop events) {
        this.events = events;
        this.pid = pid;
        this.pidfd = pidfd;
        this.input = pipes.input();
        this.stdout = pipes.stdout();
        this.stderr = pipes.stderr();
        this.notice = pipes.notice();
        this.stdoutStream = stream(stdout);
        this.stderrStream = stream(stderr);
    }

    private static InputStream stream(Optional<PipeEnd> pipe) {
        return pipe.isPresent() ? new PipeStream(pipe.get()) : InputStream.nullInputStream();
    }

    /** Begins to wait for the exit of a child that has just been started. Kills the child if that fails. */
    static NativeProcess follow(PosixSpawn.Child child, EventLoop events) throws IOException {
        ChildPipes pipes = new ChildPipes(child);
        int pidfd = -1;
        try {
            pipes.open(PipeEnd::new);
            pidfd = Descriptors.check("pidfd_open", Libc.pidfdOpen(child.pid()));
            NativeProcess process = new NativeProcess(child.pid(), pidfd, pipes, events);
            process.follow();
            return process;
        } catch (IOException | RuntimeException | Error e) {
            // No other process can have the pid before the child is reaped.
            Libc.kill(child.pid(), KILL);
            Libc.waitpid(child.pid(), new int[1], 0);
            pipes.close();
            Descriptors.close(pidfd);
            throw e;
        }
    }

    /** The process uses the library until it is reaped. */
    private synchronized void follow() throws IOException {
        Binding.useMore();
        try {
            exit = events.register(pidfd, this::reap);
        } catch (IOException | RuntimeException | Error e) {
            Binding.release();
            throw e;
        }
    }

    /** Runs on the loop when the child has exited. */
    private void reap() {
        synchronized (this) {
            if (status != null) {
                return;
            }
            int[] word = new int[1];
            int answer = Libc.waitpid(pid, word, Libc.WNOHANG);
            if (answer == 0) {
                reapLater();
                return;
            }
            if (exit != null) {
                exit.close();
            }
            Libc.close(pidfd);
            Binding.release();
            // Another part of this JVM has reaped the child if there is no answer. Its exit code is lost then.
            status = new WaitStatus(answer == pid ? word[0] : ECHILD_CODE);
        }
        // A process that the child has left may wait for the end of the input.
        input.ifPresent(PipeInput::close);
        ended.complete(this);
    }

    /** A debugger that traces the child takes its exit first. The descriptor is readable meanwhile, so the loop must not watch it. */
    private void reapLater() {
        if (exit != null) {
            exit.pause();
        }
        events.after(HELD_NANOS, this::reap);
    }

    /** How the child has exited. Only after its exit. */
    public WaitStatus status() {
        WaitStatus known = status;
        if (known == null) {
            throw new IllegalThreadStateException("process " + pid + " has not exited");
        }
        return known;
    }

    /**
     * Sends a signal to the child, and never to another process with its pid.
     *
     * @return whether it was sent; not if the child has been reaped
     */
    public synchronized boolean signal(int number) {
        return status == null && Libc.pidfdSendSignal(pidfd, number) == 0;
    }

    /** Sets the size of the terminal of a child that has one. Does nothing after its exit. */
    public void resize(int columns, int rows) throws IOException {
        if (input.isPresent()) {
            input.get().resize(columns, rows);
        }
    }

    /** The loop that follows this process. */
    public EventLoop events() {
        return events;
    }

    /** The pipe of the standard output; empty if that goes to a file. The caller closes it. */
    public Optional<PipeEnd> stdout() {
        return stdout;
    }

    /** The pipe of the error output; empty if that goes to a file or to the standard output. The caller closes it. */
    public Optional<PipeEnd> stderr() {
        return stderr;
    }

    /** The pipe on which the process reports that it is ready; empty without one. The caller closes it. */
    public Optional<PipeEnd> notice() {
        return notice;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return ended.copy();
    }

    @Override
    public boolean isAlive() {
        return status == null;
    }

    @Override
    public int exitValue() {
        return status().code();
    }

    @Override
    public int waitFor() throws InterruptedException {
        try {
            ended.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return exitValue();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            ended.get(timeout, unit);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void destroy() {
        signal(TERM);
    }

    @Override
    public Process destroyForcibly() {
        signal(KILL);
        return this;
    }

    @Override
    public boolean supportsNormalTermination() {
        return true;
    }

    @Override
    public ProcessHandle toHandle() {
        return ProcessHandle.of(pid)
                .orElseThrow(() -> new UnsupportedOperationException("process " + pid + " has exited"));
    }

    @Override
    public OutputStream getOutputStream() {
        return input.isPresent() ? input.get() : OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return stdoutStream;
    }

    @Override
    public InputStream getErrorStream() {
        return stderrStream;
    }
}
