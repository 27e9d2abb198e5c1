package io.quarkiverse.processmanager.runtime.process.assembly;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.faults.Faults;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.listening.PortReport;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRepair;
import io.quarkiverse.processmanager.runtime.process.threads.SerialExecutor;

/**
 * The end of one start: the exit of the root, the end of its tree, and the rest of its output, in whatever order they come. Passes
 * each event to the listener once and in order. Confined to the owner.
 * <p>
 * What each exit runs has few lambdas: mostly the first exit of a JVM is that of the stop of all processes, where each lambda has to be
 * linked first.
 */
final class ProcessEnd {

    private static final long AGAIN_MILLIS = 100;

    private final StartScope scope;
    private final ProcessRunner.Listener listener;
    private final StartSequence start;
    private final StopSequence stop;
    private final Runnable released;
    private Optional<StartRepair> repair = Optional.empty();
    private Optional<Exit> exit = Optional.empty();
    private boolean reported;
    /** Waits for the end of the tree, so that the listener receives both in one report and its thread is woken once. */
    private Optional<Exit> withheld = Optional.empty();
    private boolean treeGone;
    private boolean done;

    /** @param released runs last, when the listener has received everything */
    ProcessEnd(StartScope scope, ProcessRunner.Listener listener, StartSequence start, StopSequence stop, Runnable released) {
        this.scope = scope;
        this.listener = listener;
        this.start = start;
        this.stop = stop;
        this.released = released;
    }

    /** Whether the root has exited, or was not started. */
    boolean isExited() {
        return reported;
    }

    /** Whether nothing is left to stop. */
    boolean isDone() {
        return done;
    }

    /** Finds out whether another start can succeed, after a start that has failed. */
    Optional<StartRepair> repair() {
        return repair;
    }

    /** Nothing is reported any more: the process outlives this runner. */
    void abandon() {
        done = true;
        SerialExecutor.contain(scope.data()::abandon);
        start.output().release();
    }

    /** The root has exited. */
    void rootExited(SpawnedRoot root, Instant time, Duration uptime) {
        Exit how = scope.services().exitOf(root.process(), time, uptime);
        if (StartChainErrors.isPossible(root)) {
            StartChainErrors.find(root, start.output(), scope.services(), refusal -> {
                repair = refusal.map(StartChainErrors.Refusal::repair);
                rootExited(root.child(), refusal.map(StartChainErrors.Refusal::failure)
                        .map(failure -> Exits.notStarted(failure.reason(), failure.detail(), time)).orElse(how));
            });
        } else {
            rootExited(root.child(), how);
        }
    }

    /** The root has exited. Its exit is reported when the left-over processes of its tree have been counted. */
    void rootExited(StartedChild root, Exit how) {
        scope.services().terminator().rootEnded(root.tree(), leftovers -> exited(how, leftovers));
    }

    private void exited(Exit how, int leftovers) {
        exit = Optional.of(how);
        if (scope.launch().product().isEmpty()) {
            // A tree without a living process is gone, which the same scan reports next.
            report(how, leftovers, leftovers == 0);
            return;
        }
        scope.services().pool().execute(() -> {
            SerialExecutor.contain(() -> {
                boolean exists = TaskProduct.exists(scope.launch());
                scope.owner().execute(() -> SerialExecutor.contain(() -> listener.produced(exists)));
            });
            scope.owner().execute(() -> report(how, leftovers, treeGone));
        });
    }

    /**
     * No root was spawned.
     *
     * @param repairable finds out whether another start can succeed
     * @param noTree whether no process of the start is alive; otherwise its tree is being killed
     */
    void notStarted(Exit how, Optional<StartRepair> repairable, boolean noTree) {
        repair = repairable;
        treeGone |= noTree;
        report(how, 0, treeGone);
    }

    private void report(Exit how, int leftovers, boolean endsTree) {
        reported = true;
        if (endsTree && leftovers == 0) {
            withheld = Optional.of(how);
        } else {
            SerialExecutor.contain(() -> listener.exited(how, leftovers));
        }
        finish();
    }

    /** The end of the tree cannot be reported yet. */
    private void reportWithheld() {
        Optional<Exit> how = withheld;
        withheld = Optional.empty();
        how.ifPresent(exited -> SerialExecutor.contain(() -> listener.exited(exited, 0)));
    }

    void treeGone() {
        treeGone = true;
        finish();
    }

    private void finish() {
        if (!reported || !treeGone || done) {
            return;
        }
        done = true;
        stop.cancel();
        CompletableFuture<Void> rest = finishOutput();
        if (rest.isDone()) {
            outputEnded();
        } else {
            // The owner does not wait: the log file may be slow.
            reportWithheld();
            rest.whenComplete((nothing, error) -> endOnOwner());
        }
    }

    /** The end of the process is reported whatever fails here. */
    private CompletableFuture<Void> finishOutput() {
        try {
            return start.output().finish().toCompletableFuture();
        } catch (RuntimeException | Error e) {
            Faults.report(e);
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Nothing else reports the end, so a failed hand-off, such as one without memory, is repeated. */
    private void endOnOwner() {
        try {
            scope.owner().execute(this::outputEnded);
        } catch (RuntimeException | Error e) {
            Faults.report(e);
            scope.services().timer().schedule(this::endOnOwner, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void outputEnded() {
        if (scope.isWanted() && exit.filter(PortReport::isPossible).isPresent()) {
            // This reads the output, which can be in a file.
            reportWithheld();
            scope.services().pool().execute(() -> PortReport.of(scope.launch(), exit.get(),
                    count -> scope.runner().logs(scope.launch().processId(), count), scope.ports())
                    .thenAccept(report -> scope.owner().execute(() -> gone(report))));
        } else {
            gone(Optional.empty());
        }
    }

    private void gone(Optional<ProcessRunner.TakenPort> report) {
        if (scope.data().isTaken()) {
            // This deletes files. The next start of the process needs the directory, so its end is reported afterwards.
            reportWithheld();
            try {
                scope.services().pool().execute(() -> {
                    SerialExecutor.contain(scope.data()::release);
                    scope.owner().execute(() -> ended(report));
                });
            } catch (RuntimeException | OutOfMemoryError e) {
                // The system refuses a thread. The end is reported in any case.
                SerialExecutor.contain(scope.data()::release);
                ended(report);
            }
        } else {
            ended(report);
        }
    }

    private void ended(Optional<ProcessRunner.TakenPort> report) {
        if (report.isPresent()) {
            portTaken(report.get());
        }
        // The end of the process is reported whatever fails before.
        SerialExecutor.contain(scope.detachment()::ended);
        if (start.cgroup().isPresent()) {
            SerialExecutor.contain(() -> scope.services().watchdog().cgroupRemoved(start.cgroup().get()));
        }
        SerialExecutor.contain(this::reportEnd);
        released.run();
    }

    private void reportEnd() {
        if (withheld.isPresent()) {
            listener.ended(withheld.get());
        } else {
            listener.gone();
        }
    }

    private void portTaken(ProcessRunner.TakenPort taken) {
        if (taken.held()) {
            int port = taken.port().orElseThrow();
            repair = Optional.of(() -> scope.ports().isFree(port));
        }
        SerialExecutor.contain(() -> listener.portTaken(taken));
    }
}
