package io.quarkiverse.processmanager;

/** The kinds of health check. */
public enum CheckType {

    /** A request to {@code health.url}. */
    HTTP,
    /** A connection to {@code health.port}, or to {@code port}. */
    TCP,
    /** {@code health.command}. */
    COMMAND,
    /** The output, searched for {@code health.log}. */
    LOG,
    /** No check. */
    NONE
}
