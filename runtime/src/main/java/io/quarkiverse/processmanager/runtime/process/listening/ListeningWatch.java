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
public class ListeningWatch {

    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** The pause is this part of the age of the latest request: a program that starts slowly is polled less often. */
    private static final int PART_OF_AGE = 1_000;
    /** The pause is this multiple of the cost of a poll, which grows with the sockets and with the memory of the machine. */
    private static final int TIMES_COST = 5;
    /** From a poll to the next one the expected cost grows to twice as much at most: a poll can also be interrupted. */
    private static final int GROWTH = 2;
    private static final long USUAL_COST_NANOS = TimeUnit.MICROSECONDS.toNanos(40);

    private final ListeningPorts ports;
    private final Owner owner;
    private final List<Request> requests = new ArrayList<>();
    private Owner.Timer next = Owner.Timer.NONE;
    private long pauseNanos = LONGEST_NANOS;
    private long costNanos;

    /**
     * A request to notice a port.
     *
     * @param port the port
     * @param sinceNanos the time of the request
     * @param listens completes when a socket listens on the port
     */
    private record Request(int port, long sinceNanos, CompletableFuture<Void> listens) {
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
            requests.add(new Request(port, now(), listens));
            if (pauseNanos > SHORTEST_NANOS) {
                // Nothing is polled now, or slow programs are, which a new one need not wait for.
                next.cancel();
                poll();
            }
        });
        return listens;
    }

    private void poll() {
        pauseNanos = LONGEST_NANOS;
        requests.removeIf(request -> request.listens().isDone());
        if (requests.isEmpty()) {
            return;
        }
        long begun = now();
        Optional<Set<Integer>> listening = ports.listening();
        long ended = now();
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
        costNanos = Math.min(ended - begun, Math.max(USUAL_COST_NANOS, GROWTH * costNanos));
        pauseNanos = pause(ended);
        next = owner.after(pauseNanos, this::poll);
    }

    private long pause(long now) {
        long age = now - requests.get(requests.size() - 1).sinceNanos();
        return Math.min(LONGEST_NANOS, Math.max(Math.max(SHORTEST_NANOS, age / PART_OF_AGE), TIMES_COST * costNanos));
    }

    /** The time in nanoseconds. A test has its own. */
    long now() {
        return SystemClock.nanos();
    }
}
