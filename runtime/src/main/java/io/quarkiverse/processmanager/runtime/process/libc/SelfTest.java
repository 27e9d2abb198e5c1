package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Proves that the native way works on this machine: starts {@code cat} in a session of its own, sends it a byte, reads the byte
 * on the event loop, stops it with a signal and checks how the system reports its exit.
 */
final class SelfTest {

    private static final long SECONDS = 10;
    private static final int TERM = 15;
    private static final byte SENT = 42;

    private SelfTest() {
    }

    /** What has failed, as the end of a sentence; empty if everything works. */
    static Optional<String> failure(NativeAccess access, Optional<Path> cat) throws IOException, InterruptedException {
        if (cat.isEmpty()) {
            return Optional.of("the self-test needs the program cat, which was not found");
        }
        String file = cat.get().toString();
        NativeProcess process = access.spawn(
                new SpawnOrder(new SpawnOrder.Program(List.of(file), List.of(file), true), Path.of("/"), Map.of(), true,
                        new SpawnOrder.Output(SpawnOrder.Target.PIPE, Optional.of(SpawnOrder.Target.PIPE))));
        return failure(process, access.events());
    }

    /** What has failed with a process that has been started. The process is gone afterwards. */
    static Optional<String> failure(NativeProcess process, EventLoop events) throws IOException, InterruptedException {
        try {
            return talk(process, events);
        } catch (TimeoutException e) {
            return Optional.of("the self-test has not ended within " + SECONDS + " s");
        } catch (ExecutionException e) {
            return Optional.of("the self-test has failed: " + e.getCause());
        } catch (IOException e) {
            if (LibraryError.shortage(e).isPresent()) {
                throw e;
            }
            // Such as a program that exits before it is asked: the pipe has no reader, or is closed already.
            return Optional.of("the self-test has failed: " + e.getMessage());
        } finally {
            process.destroyForcibly();
            process.getOutputStream().close();
            process.stdout().ifPresent(PipeEnd::close);
            process.stderr().ifPresent(PipeEnd::close);
            // The loop ends after a test that fails, and nothing else would reap the process.
            process.waitFor(SECONDS, TimeUnit.SECONDS);
        }
    }

    private static Optional<String> talk(NativeProcess process, EventLoop events)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        if (Libc.getsid((int) process.pid()) != process.pid()) {
            return Optional.of("a process got no session of its own");
        }
        PipeEnd pipe = process.stdout().orElseThrow();
        CompletableFuture<Integer> received = new CompletableFuture<>();
        try (DescriptorRegistration reading = events.register(pipe.descriptor(), () -> received.complete(read(pipe)))) {
            process.getOutputStream().write(SENT);
            if (received.get(SECONDS, TimeUnit.SECONDS) != SENT) {
                return Optional.of("the output of a process was not read");
            }
        }
        if (!process.signal(TERM)) {
            return Optional.of("a process could not be signalled; error=" + Libc.errno());
        }
        process.onExit().get(SECONDS, TimeUnit.SECONDS);
        return process.status().signal().equals(OptionalInt.of(TERM)) ? Optional.empty()
                : Optional.of("the signal that killed a process was not reported");
    }

    private static int read(PipeEnd pipe) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1);
        try {
            return pipe.read(buffer) == 1 ? buffer.get(0) : -1;
        } catch (IOException e) {
            return -1;
        }
    }
}
