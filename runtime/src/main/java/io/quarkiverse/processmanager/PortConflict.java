package io.quarkiverse.processmanager;

/** What happens when another process has a fixed port of a process. */
public enum PortConflict {

    /** The start of the process fails with {@link ProcessException.Reason#PORT_IN_USE}. */
    FAIL,

    /**
     * The process receives the next free port, and one line in the log names it. The port then stays the same until the end of
     * the application, live reloads included. Each run of the application begins with the fixed port.
     */
    NEXT
}
