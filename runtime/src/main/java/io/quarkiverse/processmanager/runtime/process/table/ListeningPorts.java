package io.quarkiverse.processmanager.runtime.process.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shows which processes of this machine listen on a TCP port. Safe for use by several threads. */
public interface ListeningPorts {

    /**
     * A socket that listens for connections.
     *
     * @param id the number that identifies the socket; 0 if the system shows none
     * @param user the number of the user that created the socket; empty if the system does not show it
     */
    record ListeningSocket(long id, String user) {
    }

    /** The sockets that accept a connection to a port of {@code localhost}, that is to 127.0.0.1 or ::1. */
    List<ListeningSocket> on(int port);

    /** Whether no socket accepts a connection to a port of {@code localhost}. Cheaper than {@link #on} if the port is free. */
    default boolean isFree(int port) {
        return on(port).isEmpty();
    }

    /** Whether the process has one of the sockets open, as far as the system shows that to this JVM. */
    boolean isHolder(long pid, Set<Long> sockets);

    /** Whether the system shows the ports of a process. If not, the members of its tree need not be found. */
    default boolean showsPorts() {
        return false;
    }

    /** The ports of {@code localhost} on which the processes listen; empty if the system does not show that. */
    default Set<Integer> of(Set<Long> pids) {
        return Set.of();
    }

    /** The ports of {@code localhost} on which a process listens; empty if the system does not show them at a low cost. */
    default Optional<Set<Integer>> listening() {
        return Optional.empty();
    }

    /** The pids of the processes that have the sockets open, as far as the system shows them to this JVM. */
    Map<Long, Set<Long>> holders(Set<Long> sockets);
}
