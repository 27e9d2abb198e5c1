package io.quarkiverse.processmanager.runtime.process.output;

/**
 * The read position of one reader in a {@link LogBuffer}. The lock of the buffer protects it; only the reader takes what has
 * been dropped.
 */
final class LineCursor {

    /** The position in bytes, and the number of the next line. */
    private long position;
    private long sequence;
    /** The number of lines of the standard error before the next line, in the whole buffer. */
    private long errors;
    private long dropped;
    private long lost;

    LineCursor(long position, long sequence, long errors) {
        this.position = position;
        this.sequence = sequence;
        this.errors = errors;
    }

    /** Moves to a line behind the current one; the lines between them have been dropped. */
    void skipTo(LineCursor first) {
        if (sequence < first.sequence) {
            dropped += first.sequence - sequence;
            moveTo(first);
        }
    }

    void moveTo(LineCursor other) {
        position = other.position;
        sequence = other.sequence;
        errors = other.errors;
    }

    /** Moves behind the next line. */
    void advance(int bytes, boolean error) {
        position += bytes;
        sequence++;
        errors += error ? 1 : 0;
    }

    /** Moves before the previous line. */
    void retreat(int bytes, boolean error) {
        position -= bytes;
        sequence--;
        errors -= error ? 1 : 0;
    }

    /** The number of lines that were dropped before the reader read them, since the last call. */
    long takeDropped() {
        long count = dropped;
        dropped = 0;
        return count;
    }

    /** Counts lines that the reader of the log does not get. */
    void lose(long lines) {
        lost += lines;
    }

    /** The number of lines that were lost, since the last call. */
    long takeLost() {
        long count = lost;
        lost = 0;
        return count;
    }

    LineCursor copy() {
        return new LineCursor(position, sequence, errors);
    }

    long position() {
        return position;
    }

    /** The number of the next line. */
    long sequence() {
        return sequence;
    }

    /** The number of lines of one stream before the next line, in the whole buffer. */
    long before(boolean error) {
        return error ? errors : sequence - errors;
    }
}
