package io.quarkiverse.processmanager;

/** What a process reads from its standard input. */
public enum Stdin {
    /**
     * The input is a pipe that stays open and empty. A program that ends with its input, as many watchers do, keeps running. A
     * stop closes the pipe right before the stop signal. A program that asks a question waits for an answer that never comes; a
     * warning names the question.
     */
    OPEN,
    /** The input is at its end from the start. A program that asks a question fails, or takes its default answer. */
    CLOSED
}
