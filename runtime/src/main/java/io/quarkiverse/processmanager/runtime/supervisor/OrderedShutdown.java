package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.runtime.rules.Plan;
import io.quarkiverse.processmanager.runtime.rules.Words;

/**
 * A stop of many processes, each after those that depend on it, at once where the dependencies allow. Confined to the loop.
 */
final class OrderedShutdown {

    private final Supervisor supervisor;
    private final Plan order;
    private final Set<String> left;
    private final Deadline deadline;
    private final Loop.Timer timer;

    /**
     * Until when it should be done, and who wants to know.
     *
     * @param options absent means as long as it takes
     * @param done is kept when all are down, or broken when the time is over and nobody is to be killed
     */
    record Deadline(Optional<StopOptions> options, Optional<PendingResult<Void>> done) {

        /** As long as it takes, and nobody wants to know. */
        static final Deadline NONE = new Deadline(Optional.empty(), Optional.empty());

        static Deadline of(StopOptions options, PendingResult<Void> done) {
            return new Deadline(Optional.of(options), Optional.of(done));
        }
    }

    /** {@code order} says who depends on whom. */
    OrderedShutdown(Supervisor supervisor, Plan order, List<String> ids, Deadline deadline) {
        this.supervisor = supervisor;
        this.order = order;
        this.left = new LinkedHashSet<>(ids);
        this.deadline = deadline;
        this.timer = deadline.options().map(options -> supervisor.loop().after(options.timeout(),
                () -> supervisor.step(() -> timeUp(options)))).orElse(Loop.Timer.NONE);
    }

    /** Stops those that nothing holds any more; says whether all are down. */
    boolean advance() {
        for (String id : List.copyOf(left)) {
            supervisor.cell(id).ifPresentOrElse(cell -> advance(id, cell), () -> left.remove(id));
        }
        if (left.isEmpty()) {
            timer.cancel();
            // Whoever hears of it finds them down in the snapshot.
            deadline.done().ifPresent(done -> supervisor.afterStep(() -> done.complete(null)));
        }
        return left.isEmpty();
    }

    /** Somebody wants this one up again. */
    void release(String id) {
        left.remove(id);
    }

    private void advance(String id, SupervisedProcess cell) {
        if (cell.isDown()) {
            left.remove(id);
            supervisor.touched(cell);
        } else if (!cell.isGoingDown() && (!cell.isUp() && !cell.hasLeftovers() || isFree(id))) {
            cell.orders.stop();
        }
    }

    private boolean isFree(String id) {
        return order.dependents(id).stream().noneMatch(left::contains);
    }

    private void timeUp(StopOptions options) {
        if (options.force()) {
            left.forEach(id -> supervisor.cell(id).ifPresent(cell -> cell.orders.hurry()));
        } else {
            deadline.done().ifPresent(done -> done.fail(Reason.TIMEOUT,
                    "still alive after " + Words.of(options.timeout()) + ": " + String.join(", ", left)));
        }
    }
}
