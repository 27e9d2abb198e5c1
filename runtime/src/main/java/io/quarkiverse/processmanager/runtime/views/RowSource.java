package io.quarkiverse.processmanager.runtime.views;

/** What defines a process. */
public enum RowSource {
    /** Properties of the application. */
    CONFIGURATION,
    /** A call of {@code ProcessManager.create}. */
    CODE,
    /** The setting {@code service}; also the task that initializes the data of a service. */
    SERVICE,
    /** Properties that a library or an extension brings. */
    EXTENSION
}
