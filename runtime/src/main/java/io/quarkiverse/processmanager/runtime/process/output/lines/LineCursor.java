package io.quarkiverse.processmanager.runtime.process.output.lines;

/**
 * The read position of one reader in a {@link LogBuffer}. The lock of the buffer protects it; only the reader takes what has
 * been dropped.
 */
public final class LineCursor {

    /** The position of the block of the next line, and the number of its bytes and lines before the next line. */
    private long block;
    private int offset;
    private int linesBefore;
    /** The number of the next line. */
    private long sequence;
    /** The number of lines of the standard error before the next line, in the whole buffer. */
    private long errors;
    private long dropped;
    private long lost;

    /** A cursor at the beginning of a buffer. */
    LineCursor(long sequence) {
        this.sequence = sequence;
    }

    /** Moves to a line behind the current one; the lines between them have been dropped. */
    void skipTo(LineCursor first) {
        if (sequence < first.sequence) {
            dropped += first.sequence - sequence;
            moveTo(first);
        }
    }

    void moveTo(LineCursor other) {
        block = other.block;
        offset = other.offset;
        linesBefore = other.linesBefore;
        sequence = other.sequence;
        errors = other.errors;
    }

    /** Moves over lines, and not over the last line of the block. */
    void advance(long position, int lines, boolean error) {
        offset = (int) (position - block);
        linesBefore += lines;
        pass(lines, error);
    }

    /** Moves over the last lines of the block, to the beginning of the next block. */
    void leave(long nextBlock, int lines, boolean error) {
        begin(nextBlock);
        pass(lines, error);
    }

    /** Moves from the beginning of a block to that of the block before, which has so many lines. */
    void enter(long previousBlock, int lines, boolean error) {
        begin(previousBlock);
        pass(-lines, error);
    }

    /** Moves to the beginning of the block. */
    void toBegin(boolean error) {
        pass(-linesBefore, error);
        begin(block);
    }

    private void begin(long other) {
        block = other;
        offset = 0;
        linesBefore = 0;
    }

    private void pass(int lines, boolean error) {
        sequence += lines;
        errors += error ? lines : 0;
    }

    /** The number of lines that were dropped before the reader read them, since the last call. */
    public long takeDropped() {
        long count = dropped;
        dropped = 0;
        return count;
    }

    /** Counts lines that the reader of the log does not get. */
    void lose(long lines) {
        lost += lines;
    }

    /** The number of lines that were lost, since the last call. */
    public long takeLost() {
        long count = lost;
        lost = 0;
        return count;
    }

    public LineCursor copy() {
        LineCursor copy = new LineCursor(sequence);
        copy.moveTo(this);
        return copy;
    }

    /** The position of the block of the next line. */
    long block() {
        return block;
    }

    /** The position of the next line, or of its block if the line is the first one there. */
    long position() {
        return block + offset;
    }

    /** The number of lines before the next line in its block. */
    int linesBefore() {
        return linesBefore;
    }

    /** The number of the next line. */
    public long sequence() {
        return sequence;
    }

    /** The number of lines of one stream before the next line, in the whole buffer. */
    long before(boolean error) {
        return error ? errors : sequence - errors;
    }
}
