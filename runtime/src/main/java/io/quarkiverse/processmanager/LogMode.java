package io.quarkiverse.processmanager;

/** Who takes care of the output of a process. */
public enum LogMode {
    /** Its lines are read, kept and handed on. */
    LINES,
    /** It writes into its file by itself. */
    DIRECT
}
