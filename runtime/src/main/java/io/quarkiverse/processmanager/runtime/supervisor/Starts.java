package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.HashSet;
import java.util.Set;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessPhase;

/** Starts of processes together with what they need, and what a start means for those who need them. Confined to the loop. */
final class Starts {

    private final Supervisor supervisor;

    Starts(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /** Starts a process by hand with all that it depends on and that is down. */
    void startByHand(SupervisedProcess cell) {
        startDependencies(cell, Set.of(ProcessPhase.FAILED));
        release(cell, new HashSet<>());
        cell.orders.startByHand();
    }

    /** Stops and starts a process by hand, and starts what it depends on and is down. */
    void restartByHand(SupervisedProcess cell) {
        startDependencies(cell, Set.of(ProcessPhase.FAILED));
        release(cell, new HashSet<>());
        cell.orders.restart("restarted on request");
    }

    /** Starts a process unless it is up, has completed or is on its way. */
    void bringUp(SupervisedProcess cell) {
        if (cell.phase() != ProcessPhase.COMPLETED) {
            release(cell, new HashSet<>());
            startUnder(cell, Set.of(ProcessPhase.FAILED));
        }
    }

    /** Starts a process with its application, which does not try again what has failed. */
    void startWithApplication(SupervisedProcess cell) {
        startUnder(cell, Set.of());
    }

    /** A process has been started again, and others may want to follow. */
    void restartDependents(String id) {
        supervisor.plan().dependents(id)
                .forEach(dependent -> supervisor.cell(dependent).ifPresent(cell -> cell.orders.followRestart(id)));
    }

    /** Somebody wants it up again: no stop of all that is still under way may stop it, nor anything that it needs. */
    private void release(SupervisedProcess cell, Set<String> released) {
        if (released.add(cell.id())) {
            supervisor.release(cell.id());
            cell.definition().dependencies().forEach(
                    dependency -> supervisor.planned(dependency.id()).ifPresent(other -> release(other, released)));
        }
    }

    private void startUnder(SupervisedProcess cell, Set<ProcessPhase> alsoFrom) {
        startDependencies(cell, alsoFrom);
        cell.orders.start();
    }

    private void startDependencies(SupervisedProcess cell, Set<ProcessPhase> alsoFrom) {
        for (Dependency dependency : cell.definition().dependencies()) {
            supervisor.cell(dependency.id()).filter(other -> other.isGoingDown() || other.phase() == ProcessPhase.STOPPED
                    || alsoFrom.contains(other.phase())).ifPresent(other -> startUnder(other, alsoFrom));
        }
    }
}
