package io.quarkiverse.processmanager.runtime.process.table;

/** What a process does with a signal. */
public enum SignalAction {
    /** What the system does with a process that has not chosen, or what this JVM cannot find out. */
    DEFAULT,
    /** A handler of the program runs. */
    HANDLE,
    /** Nothing. */
    IGNORE
}
