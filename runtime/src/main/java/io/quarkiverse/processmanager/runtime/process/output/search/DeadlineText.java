package io.quarkiverse.processmanager.runtime.process.output.search;

/** A text that can be read until a deadline: the only way to stop a regular expression that takes for ever. */
final class DeadlineText implements CharSequence {

    private static final int READS_PER_CHECK = 1024;

    private final String text;
    private final long deadlineNanos;
    private int reads;

    DeadlineText(String text, long deadlineNanos) {
        this.text = text;
        this.deadlineNanos = deadlineNanos;
    }

    @Override
    public char charAt(int index) {
        if (++reads % READS_PER_CHECK == 0 && System.nanoTime() - deadlineNanos > 0) {
            throw new TooLongException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /** The deadline has expired. */
    static final class TooLongException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLongException() {
            super(null, null, false, false);
        }
    }
}
