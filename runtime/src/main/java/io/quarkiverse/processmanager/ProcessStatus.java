package io.quarkiverse.processmanager;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.command.CommandStatus;
import io.quarkiverse.processmanager.runtime.rules.text.Words;

/**
 * A snapshot of the status of one process. Immutable.
 *
 * @param id the id of the process
 * @param name the name in the Dev UI and in the log
 * @param kind whether the process is a task or a service; absent if it is neither
 * @param phase the phase
 * @param since the time when the process entered the phase
 * @param health the result of the health checks
 * @param why the reason for the phase, in one sentence for people: {@code waiting for db (starting)},
 *        {@code db failed: exited with 4}
 * @param pid the pid of the root process; present while the process is alive
 * @param incarnation the number of the current or last start; 0 before the first
 * @param startedAt the start time of the incarnation that is alive
 * @param restarts the number of restarts after an exit that no command requested
 * @param lastExit the exit of the last incarnation
 * @param failure the cause of the failure, for code; present while the process is {@link ProcessPhase#FAILED}
 * @param port the declared port
 * @param metrics the latest measurement; absent while the process is not alive, and before its first measurement
 * @param until the time when the engine ends the phase unless something else does: the next start of a process in
 *        {@link ProcessPhase#BACKOFF}, the kill of a process in {@link ProcessPhase#STOPPING}, the end of the time limit in
 *        {@link ProcessPhase#WAITING}, {@link ProcessPhase#STARTING} and {@link ProcessPhase#KILLING}. Absent without a time
 *        limit, in the other phases, and while the health checks pause
 * @param attempt the number of restarts in a row, which {@code restart.max} limits; 0 after a start by hand, and after an exit
 *        that {@code restart.reset-after} forgives
 * @param runs the runs of the process, if it is a task
 * @param liveness the result of the liveness checks: {@link Health#UNKNOWN} before the first one, {@link Health#UNCHECKED} without
 *        a liveness check
 * @param commands the present or last run of each command of the process, by name; without those that have never run
 */
public record ProcessStatus(String id, String name, Optional<ProcessKind> kind, ProcessPhase phase, Instant since,
        Health health, String why, OptionalLong pid, long incarnation, Optional<Instant> startedAt, int restarts,
        Optional<Exit> lastExit, Optional<ProcessException.Reason> failure, OptionalInt port,
        Optional<ProcessMetrics> metrics, Optional<Instant> until, int attempt, Optional<TaskRuns> runs,
        Health liveness, Map<String, CommandStatus> commands) {

    public ProcessStatus {
        commands = Map.copyOf(commands);
    }

    /** The status of a process of which no command has run. */
    public ProcessStatus(String id, String name, Optional<ProcessKind> kind, ProcessPhase phase, Instant since, Health health,
            String why, OptionalLong pid, long incarnation, Optional<Instant> startedAt, int restarts, Optional<Exit> lastExit,
            Optional<ProcessException.Reason> failure, OptionalInt port, Optional<ProcessMetrics> metrics,
            Optional<Instant> until, int attempt, Optional<TaskRuns> runs, Health liveness) {
        this(id, name, kind, phase, since, health, why, pid, incarnation, startedAt, restarts, lastExit, failure, port, metrics,
                until, attempt, runs, liveness, Map.of());
    }

    /** The status of a process that has no runs, because it is no task, and no liveness check. */
    public ProcessStatus(String id, String name, Optional<ProcessKind> kind, ProcessPhase phase, Instant since, Health health,
            String why, OptionalLong pid, long incarnation, Optional<Instant> startedAt, int restarts, Optional<Exit> lastExit,
            Optional<ProcessException.Reason> failure, OptionalInt port, Optional<ProcessMetrics> metrics,
            Optional<Instant> until, int attempt) {
        this(id, name, kind, phase, since, health, why, pid, incarnation, startedAt, restarts, lastExit, failure, port, metrics,
                until, attempt, Optional.empty(), Health.UNCHECKED);
    }

    /** Whether the process is alive. */
    public boolean isAlive() {
        return pid.isPresent();
    }

    /**
     * Whether an application can use the process: it has completed, or it is up and healthy or unchecked. A task is ready when
     * it has completed and not before, because what it does is not there while it runs.
     */
    public boolean isReady() {
        return phase == ProcessPhase.COMPLETED || isUp() && (health == Health.HEALTHY || health == Health.UNCHECKED);
    }

    /** Whether the process is up. A task is never up. */
    public boolean isUp() {
        return phase == ProcessPhase.RUNNING && kind.filter(ProcessKind.TASK::equals).isEmpty();
    }

    /** The time since the start of the incarnation that is alive; zero if none is alive. */
    public Duration uptime(Instant now) {
        return startedAt.map(start -> Duration.between(start, now)).filter(up -> !up.isNegative()).orElse(Duration.ZERO);
    }

    /**
     * The status in one line for people, not for parsing:
     * {@code db: running, health healthy, pid 812 (up and healthy after 132 ms)}.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(id).append(": ").append(Words.of(phase));
        if (health != Health.UNCHECKED) {
            text.append(", health ").append(Words.of(health));
        }
        pid.ifPresent(number -> text.append(", pid ").append(number));
        if (restarts > 0) {
            text.append(", ").append(Words.count(restarts, "restart"));
        }
        return text.append(" (").append(why).append(')').toString();
    }
}
