package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A stop of many processes, each after those that depend on it, at once where the dependencies allow. When its time is over,
 * what is left is killed. Confined to the loop.
 */
final class OrderlyStop {

    private final Supervisor supervisor;
    private final Set<String> left;
    private final CompletableFuture<Void> done;
    private final Loop.Timer deadline;

    /** {@code done} is completed on the loop. */
    OrderlyStop(Supervisor supervisor, List<String> ids, Duration time, CompletableFuture<Void> done) {
        this.supervisor = supervisor;
        this.left = new LinkedHashSet<>(ids);
        this.done = done;
        this.deadline = supervisor.loop().after(time, () -> supervisor.step(this::hurry));
    }

    /** Stops those that nothing holds any more; says whether all are down. */
    boolean advance() {
        for (String id : List.copyOf(left)) {
            supervisor.cell(id).ifPresentOrElse(cell -> advance(id, cell), () -> left.remove(id));
        }
        if (left.isEmpty()) {
            deadline.cancel();
            done.complete(null);
        }
        return left.isEmpty();
    }

    /** Somebody wants this one up again. */
    void release(String id) {
        left.remove(id);
    }

    private void advance(String id, Cell cell) {
        if (cell.isDown()) {
            left.remove(id);
            supervisor.touched(cell);
        } else if (!cell.isGoingDown() && (!cell.isUp() && !cell.hasLeftovers() || isFree(id))) {
            cell.orders.stop();
        }
    }

    private boolean isFree(String id) {
        return supervisor.plan().dependents(id).stream().noneMatch(left::contains);
    }

    private void hurry() {
        left.forEach(id -> supervisor.cell(id).ifPresent(cell -> cell.orders.hurry()));
    }
}
