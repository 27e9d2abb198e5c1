package io.quarkiverse.processmanager.runtime.process.output.pipe;

/** Receives the lines of one stream, on the thread that brings them. */
@FunctionalInterface
public interface LineTarget {

    /**
     * Receives lines, each with a line feed at its end, as bytes that are valid during the call, with the time at which the lines
     * were read.
     */
    void lines(long timeMillis, byte[] source, int offset, int length, int lines);

    /** The last line has no end, and was passed on after a silence. The program has not rewritten it, as progress bars do. */
    default void unfinished(byte[] line) {
    }

    /** Receives the bytes of a read before their lines, unchanged. The array is valid during the call. */
    default void raw(byte[] bytes, int size) {
        // Only a terminal shows them.
    }

    /**
     * Runs code that passes several lines, unless that takes long and the caller cannot wait.
     *
     * @return whether the code has run
     */
    default boolean batch(boolean mayWait, Runnable lines) {
        lines.run();
        return true;
    }
}
