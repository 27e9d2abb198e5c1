package io.quarkiverse.processmanager.deployment.export;

import java.util.function.UnaryOperator;

/**
 * Where the processes of a deployment run.
 *
 * @param containers whether containers run the processes: a service then has the port and the data directory of its image
 * @param hosts returns the host on which the application and other processes find the process with an id, such as the id itself;
 *        {@code localhost} for a process on the same machine or in the same pod
 * @param applicationHost the host on which processes find the application
 * @param applicationPort the port on which they find the application there; 0 for the port on which it listens
 * @param dataRoot the directory above the data directories of the processes that no service has
 */
public record ExportTarget(boolean containers, UnaryOperator<String> hosts, String applicationHost, int applicationPort,
        String dataRoot) {

    /** The host of a process on the same machine. */
    public static final String LOCALHOST = "localhost";

    /** A place where processes find the application on the port on which it listens. */
    public ExportTarget(boolean containers, UnaryOperator<String> hosts, String applicationHost, String dataRoot) {
        this(containers, hosts, applicationHost, 0, dataRoot);
    }
}
