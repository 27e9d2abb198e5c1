package io.quarkiverse.processmanager.runtime.process.output;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.runtime.process.spawn.Redirection;

/**
 * The output of one incarnation of a process. One implementation reads the pipes of the child all the time, the other reads a
 * file that the child writes by itself, when somebody looks.
 * <p>
 * Duties of an implementation: it brings the lines into the {@link LogBuffer} of the process, each once, in order and marked
 * with its incarnation; it never holds up the child; it may be called by several threads. It is called in the order of the
 * methods here; a process that this JVM has not started begins with {@link #firstLine}.
 */
public interface OutputCapture {

    /**
     * What the child has to be started with.
     *
     * @throws IOException if there is no place for its output
     */
    Redirection redirection() throws IOException;

    /** The child has been started: whatever reads its output begins. */
    void started(Process process);

    /** Applies what can be changed while it runs. */
    void policy(LogPolicy policy);

    /** The first line, past or future, in which the expression is found. */
    CompletionStage<String> firstLine(String regex);

    /** Brings what has been written so far into the buffer. Somebody is waiting for it, perhaps the loop. */
    void catchUp();

    /** The root has ended: gives the first lines after a moment for those that are still on their way. */
    List<LogLine> firstLines(int most);

    /** Nothing of the tree is alive: brings the rest into the buffer, and ends the searches. */
    void finish();

    /** Another incarnation takes its place, or nobody wants it any more: gives back what it holds. */
    void release();
}
