package io.quarkiverse.processmanager.runtime.process.spawn.tools;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Runs one short command of the operating system, such as {@code getent} or {@code taskkill}, and waits for its exit. The input
 * of the command is empty and its error output is discarded. A call that fails destroys the command with its descendants. An
 * interrupt does not end a call, because some commands stop processes; the thread stays interrupted. For one thread.
 * <p>
 * {@code smallrye-common-process} 2.16 does not do this job: its timeouts begin when the output ends, so that a command that
 * hangs runs on. Each of its calls registers a shutdown hook, which fails while the JVM shuts down, and it clears the interrupt
 * status of the caller.
 */
public final class HelperCommand {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** Ends a command that writes without end. The list of all processes of a large machine with their environments fits. */
    private static final int MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

    private final ProcessBuilder builder;
    private final Duration timeout;
    private final int maxOutputBytes;

    /** A command with the directory and the environment of this JVM, and a timeout of 5 s. */
    public HelperCommand(List<String> words) {
        this(words, TIMEOUT, MAX_OUTPUT_BYTES);
    }

    HelperCommand(List<String> words, Duration timeout, int maxOutputBytes) {
        this.builder = new ProcessBuilder(words).redirectInput(Redirect.from(Redirect.DISCARD.file()))
                .redirectError(Redirect.DISCARD);
        this.timeout = timeout;
        this.maxOutputBytes = maxOutputBytes;
    }

    /**
     * The answer of a command that has exited.
     *
     * @param exitCode its exit code
     * @param output its output, one character for each byte
     */
    public record Answer(int exitCode, String output) {
    }

    public HelperCommand directory(Path directory) {
        builder.directory(directory.toFile());
        return this;
    }

    /** Sets the whole environment. The command gets no variable of this JVM. */
    public HelperCommand environment(Map<String, String> variables) {
        builder.environment().clear();
        builder.environment().putAll(variables);
        return this;
    }

    /** Adds the error output to the output. */
    public HelperCommand withErrorOutput() {
        builder.redirectErrorStream(true);
        return this;
    }

    /**
     * Runs the command and discards its output.
     *
     * @return the exit code
     * @throws IOException if the command cannot be started
     * @throws TimeoutException if the command does not exit in time
     */
    public int run() throws IOException, TimeoutException {
        builder.redirectOutput(Redirect.DISCARD);
        return execute(false).exitCode();
    }

    /**
     * Runs the command and reads its output.
     *
     * @throws IOException if the command cannot be started or writes more than 64 MiB
     * @throws TimeoutException if the command does not exit, or does not close its output, in time
     */
    public Answer read() throws IOException, TimeoutException {
        builder.redirectOutput(Redirect.PIPE);
        return execute(true);
    }

    private Answer execute(boolean hasOutput) throws IOException, TimeoutException {
        SpareDescriptors.require(Redirect.DISCARD.file());
        long deadline = SystemClock.nanos() + Durations.nanos(timeout);
        Process process = SerialStarts.start(builder);
        boolean interrupted = false;
        try {
            FutureTask<String> output = new FutureTask<>(() -> hasOutput ? output(process) : "");
            if (hasOutput) {
                EngineThreads.create("helper-output", output).start();
            } else {
                output.run();
            }
            while (true) {
                try {
                    return await(process, output, deadline);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            destroy(process);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String output(Process process) throws IOException {
        try (InputStream in = process.getInputStream()) {
            byte[] bytes = in.readNBytes(maxOutputBytes);
            if (in.read() >= 0) {
                throw new IOException(builder.command().get(0) + " writes more than " + maxOutputBytes + " bytes");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private Answer await(Process process, FutureTask<String> output, long deadline)
            throws IOException, TimeoutException, InterruptedException {
        try {
            String text = output.get(deadline - SystemClock.nanos(), TimeUnit.NANOSECONDS);
            if (!process.waitFor(deadline - SystemClock.nanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException(builder.command().get(0) + " does not exit");
            }
            return new Answer(process.exitValue(), text);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    private static void destroy(Process process) {
        if (process.isAlive()) {
            // The children of an exited process cannot be found.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
