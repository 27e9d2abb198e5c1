package io.quarkiverse.processmanager.runtime.process.listening;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts;
import io.quarkiverse.processmanager.runtime.process.threads.Owner;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Notices that a port begins to listen. One poll of the kernel serves all processes of a runner, and costs a twentieth of a check that
 * connects. Confined to the owner, except {@link #listens}.
 */
public final class ListeningWatch {

    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** The pause is this part of the time since the latest request: a program that starts slowly is polled less often. */
    private static final int PART_OF_AGE = 1_000;
    /** Each socket of the machine prolongs a poll, by less than 1 us, and the pause by ten times as much. */
    private static final long NANOS_PER_SOCKET = TimeUnit.MICROSECONDS.toNanos(10);

    private final ListeningPorts ports;
    private final Owner owner;
    private final List<Request> requests = new ArrayList<>();
    private long latestNanos;
    private boolean polling;

    /**
     * A request to notice a port.
     *
     * @param port the port
     * @param listens completes when a socket listens on the port
     */
    private record Request(int port, CompletableFuture<Void> listens) {
    }

    public ListeningWatch(ListeningPorts ports, Owner owner) {
        this.ports = ports;
        this.owner = owner;
    }

    /**
     * Completes on the owner when a socket accepts connections to a port of {@code localhost}. Fails where the system shows its
     * sockets only at a high cost. The caller cancels the stage. From any thread.
     */
    public CompletableFuture<Void> listens(int port) {
        CompletableFuture<Void> listens = new CompletableFuture<>();
        owner.execute(() -> {
            requests.add(new Request(port, listens));
            latestNanos = SystemClock.nanos();
            if (!polling) {
                poll();
            }
        });
        return listens;
    }

    private void poll() {
        polling = false;
        requests.removeIf(request -> request.listens().isDone());
        if (requests.isEmpty()) {
            return;
        }
        Optional<Set<Integer>> listening = ports.listening();
        if (listening.isEmpty()) {
            requests.forEach(request -> request.listens()
                    .completeExceptionally(new UnsupportedOperationException("the system does not show its sockets")));
            requests.clear();
            return;
        }
        for (Request request : requests) {
            if (listening.get().contains(request.port())) {
                request.listens().complete(null);
            }
        }
        polling = true;
        owner.after(pause(listening.get().size()), this::poll);
    }

    private long pause(int sockets) {
        long wanted = Math.max(SHORTEST_NANOS, (SystemClock.nanos() - latestNanos) / PART_OF_AGE);
        return Math.max(Math.min(LONGEST_NANOS, wanted), sockets * NANOS_PER_SOCKET);
    }
}
