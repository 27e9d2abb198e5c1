package io.quarkiverse.processmanager;

/** The kinds of health check. */
public enum CheckType {

    /** An HTTP request to {@code health.url} or {@code health.path}. */
    HTTP,
    /** A TCP connection to {@code health.port}, or without it to {@code port}. */
    TCP,
    /** A run of {@code health.command}. */
    COMMAND,
    /** A search of the output for {@code health.log}. */
    LOG,
    /** A notice of the process itself, see {@code health.notify}. */
    NOTIFY,
    /** A file that appears, {@code health.file}. */
    FILE,
    /** A request to the health service of a gRPC server, {@code health.grpc}. */
    GRPC,
    /** No check, even if the process has a {@code port}. */
    NONE
}
