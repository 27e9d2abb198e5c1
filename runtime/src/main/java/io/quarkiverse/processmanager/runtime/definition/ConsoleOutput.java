package io.quarkiverse.processmanager.runtime.definition;

/** Which lines of the processes the console shows. */
public enum ConsoleOutput {

    /**
     * All lines until all processes are up. From then on the lines of a process that starts, and those that {@link #PROBLEMS}
     * shows.
     */
    AUTO,
    /** All lines. */
    ALL,
    /**
     * The last lines of a process that crashes, fails or becomes unhealthy, and its further lines until it is up and healthy.
     */
    PROBLEMS,
    /** No line. */
    OFF
}
