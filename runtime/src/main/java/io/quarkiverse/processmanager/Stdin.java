package io.quarkiverse.processmanager;

/** What a process reads from its standard input. */
public enum Stdin {
    /**
     * The input is a pipe that stays open. {@link ManagedProcess#send} writes into it; until then the pipe is empty. A program
     * that ends with its input, as many watchers do, keeps running. A stop closes the pipe right before the stop signal. A
     * program that asks a question waits for an answer; a warning names the question.
     */
    OPEN,
    /** The input is at its end from the start. A program that asks a question fails, or takes its default answer. */
    NONE,
    /**
     * As {@link #OPEN}, and the process receives the lines that the command {@code send} of the terminal of dev mode and of the
     * command line sends without the id of a process. At most one process has the console, and no warning names its prompt.
     */
    CONSOLE;

    /** Whether the input is open, so that lines can be sent to the process. */
    public boolean isOpen() {
        return this != NONE;
    }
}
