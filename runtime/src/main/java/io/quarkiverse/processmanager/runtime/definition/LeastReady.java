package io.quarkiverse.processmanager.runtime.definition;

import java.util.Collection;
import java.util.Comparator;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessStatus;

/**
 * Which of several replicas speaks for all of them: the one that is farthest from ready, so that all are ready if it is. All views use
 * this rule, by the number that a row has.
 */
public final class LeastReady {

    /** The rank of each process that is ready, which no other process has. */
    public static final int READY = 9;

    private static final Comparator<ProcessStatus> ORDER = Comparator.comparingInt(LeastReady::rank);

    private LeastReady() {
    }

    /** The status of the replica that is farthest from ready; the first of several. There must be one. */
    public static ProcessStatus of(Collection<ProcessStatus> statuses) {
        return statuses.stream().min(ORDER).orElseThrow();
    }

    /**
     * How far a process has come, from 0 to {@link #READY}. A process with a problem comes first, and then one that
     * stays down without a command.
     */
    public static int rank(ProcessStatus status) {
        if (status.isReady()) {
            return READY;
        }
        return switch (status.phase()) {
            case FAILED -> 0;
            case BACKOFF -> 1;
            case RUNNING -> status.health() == Health.UNHEALTHY ? 2 : 8;
            case STOPPED -> 3;
            case KILLING -> 4;
            case STOPPING -> 5;
            case WAITING -> 6;
            case STARTING -> 7;
            case COMPLETED -> READY;
        };
    }
}
