package io.quarkiverse.processmanager.runtime.process.output.pipe;

import java.util.List;

/** The output of a command beside a process, which is being read from its pipe. Safe for use by several threads. */
public interface SideOutput {

    /** Waits for the end of the output, at most for the given time: a process that the command has left can hold the pipe. */
    void awaitEnd(long millis) throws InterruptedException;

    /** The last lines that have been read, for the result of the command; empty if another receiver keeps them. */
    List<String> lastLines();

    /** Closes the pipe, which ends the reader thread. */
    void close();
}
