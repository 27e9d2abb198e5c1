package io.quarkiverse.processmanager.terminal.command;

/** Receives what a command prints. For one thread at a time. */
public interface Output {

    /** Prints a line of the result. */
    void line(String text);

    /** Prints a sentence about a failure, or a line that a process has written to its standard error. */
    void error(String text);

    /** Prints at once what has been kept back. */
    void flush();

    /** Whether nothing can be printed any more, so that the command is to end. */
    boolean isClosed();
}
