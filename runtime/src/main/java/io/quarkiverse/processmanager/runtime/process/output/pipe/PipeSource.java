package io.quarkiverse.processmanager.runtime.process.output.pipe;

/**
 * Waits for the bytes of one pipe and passes them to its {@link PipeReader}. One implementation blocks a thread in the pipe, the
 * other one has an event loop that watches all pipes.
 * <p>
 * Duties of an implementation: the calls of {@link PipeReader#pass} and then one of {@link PipeReader#ended} come one after the
 * other, with all bytes in order; at most one read has been passed and not returned. A failure of the implementation itself, such
 * as an {@link OutOfMemoryError}, goes to {@link PipeReader#failed}, and it reads on after a pause.
 */
public interface PipeSource {

    /** Begins to read. Called once. */
    void start(PipeReader reader);

    /** Ends the stream: closes the pipe, even if another process holds it. Returns at once. */
    void close(PipeReader reader);
}
