package io.quarkiverse.processmanager.runtime.process.output;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.runtime.process.spawn.Redirection;

/**
 * Captures the output of one incarnation of a process. One implementation reads the pipes of the child continuously, the other
 * reads on demand a file that the child writes directly.
 * <p>
 * Duties of an implementation: it brings each line into the {@code LogBuffer} of the process once, in order and marked with its
 * incarnation; it never blocks the child; several threads may call it. The calls come in the order of the methods here; for a
 * process that this JVM has not started they begin with {@link #firstLine}.
 */
public interface OutputCapture {

    /**
     * The redirection with which the child must be started.
     *
     * @throws IOException if there is no place for its output
     */
    Redirection redirection() throws IOException;

    /**
     * Passes at most one line that looks like a question and that no output follows for a while. Called before
     * {@link #started}. Output that is read on demand has no such line.
     */
    default void onQuestion(Consumer<String> listener) {
    }

    /** The child has been started: begins to read its output. */
    void started(Process process);

    /** Applies the settings that can change while the process runs. */
    void policy(LogPolicy policy);

    /** The first line, past or future, that matches the expression. */
    CompletionStage<String> firstLine(String regex);

    /** Brings all output written so far into the buffer. Called while another thread waits, possibly the supervisor loop. */
    void catchUp();

    /** The first lines of output, after the root has exited. Waits a moment for lines that are still in the pipe. */
    List<LogLine> firstLines(int most);

    /**
     * No process of the tree is alive: brings the remaining output into the buffer and ends the searches. Returns at once; the
     * stage is completed in a bounded time, on any thread.
     */
    CompletionStage<Void> finish();

    /** Releases all resources, because the next incarnation begins or the process is no longer declared. */
    void release();
}
