package io.quarkiverse.processmanager.runtime.console;

import java.util.Collection;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.definition.ConsoleOutput;

/** Decides whether the console shows the output of a process. Pure functions. */
final class ConsoleSelection {

    /** What an event changes for its process. */
    enum Change {
        /** Nothing. */
        NONE,
        /** From now on the console shows the lines. */
        SHOW,
        /** The console shows the last lines of the incarnation and, from now on, all lines. */
        SHOW_LAST,
        /** From now on the console does not show the lines. */
        HIDE
    }

    private ConsoleSelection() {
    }

    /**
     * @param settled whether the processes of the application have come up before
     */
    static Change after(ProcessEvent event, ConsoleOutput mode, boolean settled) {
        return switch (mode) {
            case ALL -> isProblem(event) ? Change.SHOW_LAST : Change.SHOW;
            case OFF -> Change.HIDE;
            case AUTO -> selected(event, event instanceof ProcessEvent.Starting || !settled);
            case PROBLEMS -> selected(event, false);
        };
    }

    private static Change selected(ProcessEvent event, boolean shown) {
        if (isProblem(event)) {
            return Change.SHOW_LAST;
        }
        if (shown) {
            return Change.SHOW;
        }
        return isSolved(event) ? Change.HIDE : Change.NONE;
    }

    private static boolean isProblem(ProcessEvent event) {
        return event instanceof ProcessEvent.Crashed || event instanceof ProcessEvent.GaveUp
                || event instanceof ProcessEvent.Unhealthy || event instanceof ProcessEvent.LivenessFailed;
    }

    private static boolean isSolved(ProcessEvent event) {
        return event instanceof ProcessEvent.Running || event instanceof ProcessEvent.Healthy
                || event instanceof ProcessEvent.Completed || event instanceof ProcessEvent.Stopped
                || event instanceof ProcessEvent.Stopping;
    }

    /** Whether a process that no event has named so far is shown. */
    static boolean atFirst(ConsoleOutput mode, boolean settled) {
        return mode == ConsoleOutput.ALL || mode == ConsoleOutput.AUTO && !settled;
    }

    /**
     * Whether all processes that start are up. A process that waits for its next attempt does not count: it can fail for hours,
     * and those that wait for it wait as long.
     */
    static boolean areSettled(Collection<ProcessStatus> statuses) {
        return statuses.stream().noneMatch(ConsoleSelection::isComingUp)
                && statuses.stream().anyMatch(status -> status.incarnation() > 0);
    }

    static boolean isComingUp(ProcessStatus status) {
        return status.phase() == ProcessPhase.STARTING
                || status.phase() == ProcessPhase.RUNNING && status.kind().filter(ProcessKind.TASK::equals).isPresent();
    }

    /** Whether a process is hidden when all processes are up. */
    static boolean isWell(ProcessStatus status) {
        return status.isReady() || status.phase() == ProcessPhase.STOPPED
                || status.phase() == ProcessPhase.WAITING && status.health() != Health.UNHEALTHY;
    }
}
