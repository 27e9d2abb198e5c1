package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

/**
 * The callers that wait for one process: the pending results of commands, and conditions. All pending commands have the goal of
 * the last one: a command with the other goal supersedes them. Confined to the loop.
 */
public final class Waiters {

    private final List<AwaitedCondition> conditions = new ArrayList<>();
    private List<PendingResult<ProcessStatus>> commands = new ArrayList<>();

    /** Completes the result when the process reaches its goal. */
    void add(PendingResult<ProcessStatus> command) {
        commands.add(command);
    }

    void add(AwaitedCondition condition) {
        conditions.add(condition);
    }

    /**
     * Completes or fails what the phase decides. Called at the end of a step in which the process has changed or has got a waiter,
     * when the phase is final.
     */
    public void decide(ProcessState state) {
        if (!conditions.isEmpty()) {
            conditions.removeIf(condition -> condition.decide(state));
        }
        if (commands.isEmpty()) {
            return;
        }
        boolean start = state.goal() == Goal.UP;
        ProcessPhase phase = state.phase();
        if (phase == ProcessPhase.FAILED && (start || state.incarnation().isPresent())) {
            ProcessException failure = state.asException(start ? "start" : "stop");
            take().forEach(command -> command.fail(failure));
        } else if (start ? phase == ProcessPhase.COMPLETED || state.status().isUp() : phase.isAtRest()) {
            ProcessStatus status = state.status();
            take().forEach(command -> command.complete(status));
        }
    }

    /** The number of callers that wait. */
    public int count() {
        return conditions.size() + commands.size();
    }

    /** The time limit of a condition or of a command is over, and its result is decided. */
    public void timedOut(PendingResult<?> result) {
        conditions.removeIf(condition -> condition.result() == result);
        commands.removeIf(command -> command == result);
    }

    /** A command with the other goal has come. */
    void superseded(Goal by) {
        take().forEach(command -> command.fail(Reason.SUPERSEDED, by == Goal.DOWN
                ? "a stop was requested before it was up"
                : "a start was requested before it was down"));
    }

    /** The application that has given the commands ends. */
    void applicationDetached() {
        take().forEach(command -> command.fail(Reason.CLOSED, PendingResults.RELOAD));
        conditions.forEach(AwaitedCondition::applicationDetached);
        conditions.clear();
    }

    private List<PendingResult<ProcessStatus>> take() {
        List<PendingResult<ProcessStatus>> taken = commands;
        commands = new ArrayList<>();
        return taken;
    }
}
