package io.quarkiverse.processmanager.runtime.process.listening;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts;

/**
 * The ports of this machine, as if each process listened on each of them. All reads are real. For the rehearsal of a question that has
 * no process yet.
 */
record ImaginaryPorts(ListeningPorts real) implements ListeningPorts {

    /** No socket has this number. */
    private static final ListeningSocket IMAGINARY = new ListeningSocket(0, "0");

    @Override
    public List<ListeningSocket> on(int port) {
        List<ListeningSocket> sockets = new ArrayList<>(real.on(port));
        sockets.add(IMAGINARY);
        return sockets;
    }

    @Override
    public boolean isHolder(long pid, Set<Long> sockets) {
        return real.isHolder(pid, sockets) || sockets.contains(IMAGINARY.id());
    }

    @Override
    public Map<Long, Set<Long>> holders(Set<Long> sockets) {
        return Map.of();
    }
}
