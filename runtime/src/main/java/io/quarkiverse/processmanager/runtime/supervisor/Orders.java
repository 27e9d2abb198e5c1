package io.quarkiverse.processmanager.runtime.supervisor;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.StartPolicy.OnDependencyRestart;
import io.quarkiverse.processmanager.runtime.rules.TerminationCause;
import io.quarkiverse.processmanager.runtime.rules.Trigger;

/** What may be asked of one process. Each order sets the goal and says what that means in the phase of the moment. */
final class Orders {

    private final SupervisedProcess cell;

    Orders(SupervisedProcess cell) {
        this.cell = cell;
    }

    /** Brings it up unless it is up or on its way. */
    void start() {
        cell.aim(Goal.UP);
        switch (cell.phase()) {
            case STOPPED, COMPLETED, FAILED, BACKOFF -> {
                cell.refillBudget();
                cell.fire(Trigger.START, "");
            }
            case STOPPING, KILLING -> {
                cell.fire(Trigger.START, "");
                cell.run().ifPresent(ending -> ending.ending(TerminationCause.RESTART, ""));
            }
            case WAITING, STARTING, RUNNING -> cell.fire(Trigger.START, "");
        }
    }

    /** Brings it up by hand: one that waits for its dependencies waits no longer. */
    void startByHand() {
        boolean waited = cell.phase() == ProcessPhase.WAITING;
        start();
        if (waited && !cell.isHeldUp()) {
            cell.fire(Trigger.READY, "");
        }
    }

    /** Brings it down; beats everything else. */
    void stop() {
        cell.aim(Goal.DOWN);
        cell.run().ifPresent(ending -> ending.ending(TerminationCause.STOP, ""));
        if (cell.phase() == ProcessPhase.FAILED && cell.isHeldUp()) {
            // Something of it could not be killed, and it is not STOPPED before that is gone. The goal is remembered.
            return;
        }
        cell.fire(cell.hasLeftovers() ? Trigger.SWEEP : Trigger.STOP, TerminationCause.STOP.words());
    }

    /** Brings it down and ends its grace at once. */
    void hurry() {
        stop();
        if (cell.phase() == ProcessPhase.STOPPING) {
            cell.fire(Trigger.TIMER, "killed: the time to stop is over");
        }
    }

    /** Stops what runs of it and brings it up again. */
    void restart(String reason) {
        if (cell.isUp() || cell.hasLeftovers()) {
            cell.aim(Goal.UP);
            cell.end(TerminationCause.RESTART, "", reason);
        } else {
            start();
        }
    }

    /** Becomes what the new definition says, with a restart only where the command itself has changed. */
    void apply(ProcessDefinition changed) {
        ProcessDefinition before = cell.definition();
        cell.redefine(changed);
        if (cell.goal() == Goal.UP && before.needsRestartFor(changed)) {
            restart("its definition has changed");
        } else if (cell.goal() == Goal.UP && cell.phase() == ProcessPhase.FAILED) {
            start();
        } else if (!before.healthCheck().equals(changed.healthCheck())) {
            cell.probeAnew();
        }
    }

    /** Follows a dependency that has been started again, if it is told to. */
    void followRestart(String dependency) {
        boolean follows = cell.definition().start().onDependencyRestart() == OnDependencyRestart.RESTART
                && cell.goal() == Goal.UP;
        if (follows && (cell.isUp() || cell.phase() == ProcessPhase.COMPLETED)) {
            restart(dependency + " was restarted");
        }
    }
}
