package io.quarkiverse.processmanager.runtime.rules;

import java.util.Collection;
import java.util.Comparator;

import io.quarkiverse.processmanager.ProcessStatus;

/** Which of several replicas speaks for all of them: the one that is farthest from ready, so that all are ready if it is. */
public final class LeastReady {

    private static final Comparator<ProcessStatus> ORDER = Comparator.comparingInt(LeastReady::rank);

    private LeastReady() {
    }

    /** The status of the replica that is farthest from ready; the first of several. There must be one. */
    public static ProcessStatus of(Collection<ProcessStatus> statuses) {
        return statuses.stream().min(ORDER).orElseThrow();
    }

    private static int rank(ProcessStatus status) {
        if (status.isReady()) {
            return 9;
        }
        return switch (status.phase()) {
            case FAILED -> 0;
            case BACKOFF -> 1;
            case STOPPED -> 2;
            case KILLING -> 3;
            case STOPPING -> 4;
            case WAITING -> 5;
            case STARTING -> 6;
            case RUNNING -> 7;
            case COMPLETED -> 8;
        };
    }
}
