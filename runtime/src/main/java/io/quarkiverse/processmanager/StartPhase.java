package io.quarkiverse.processmanager;

/** When a process starts in relation to its application. */
public enum StartPhase {

    /**
     * The process is ready, a task has completed, before another extension uses it at the start of the application, such as a
     * client of a database. The start of the application waits, and fails if the process fails.
     */
    BEFORE_APP,

    /** The process starts at the same time as the application. The start of the application does not wait for the process. */
    WITH_APP,

    /** The process starts when the application accepts HTTP requests, or when it has started, if it serves no HTTP. */
    AFTER_APP
}
