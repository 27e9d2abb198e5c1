package io.quarkiverse.processmanager.runtime.process.table;

import java.util.List;
import java.util.Optional;

/**
 * Shows where a process comes from, as far as the system shows that to this JVM: a process manager, or a container. Safe for
 * use by several threads.
 */
public interface ProcessOrigins {

    /** For a system that shows nothing. */
    ProcessOrigins UNKNOWN = new ProcessOrigins() {

        @Override
        public List<Marker> markers(long pid) {
            return List.of();
        }

        @Override
        public Optional<String> container(long pid) {
            return Optional.empty();
        }

        @Override
        public Optional<String> containerBehind(int port) {
            return Optional.empty();
        }

        @Override
        public boolean isForwarder(long pid) {
            return false;
        }
    };

    /** The markers of a process. A process below several process managers has several. */
    List<Marker> markers(long pid);

    /** The container in which a process runs, or into which it forwards connections; empty for any other process. */
    Optional<String> container(long pid);

    /** The container into which a process of any user forwards the connections to a port of this machine. */
    Optional<String> containerBehind(int port);

    /**
     * Whether the program of a process is known to forward connections: it accepts a connection although its target may accept
     * none.
     */
    boolean isForwarder(long pid);
}
