package io.quarkiverse.processmanager.runtime.views;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

/** The class in which a view counts a process. Each process is in one class. */
public enum Tally {
    /** The process has failed, waits for a restart after a failure, or is unhealthy. */
    DOWN,
    /** The process is running. */
    RUNNING,
    /** The process has completed: a task that is done, or another process that has exited with success. */
    DONE,
    /** The process is waiting, starting or stopping. */
    MOVING,
    /** The process is stopped. */
    STOPPED;

    /** The only definition of "down": all views get it with the row. */
    static Tally of(ProcessStatus status) {
        ProcessPhase phase = status.phase();
        if (phase == ProcessPhase.FAILED || phase == ProcessPhase.BACKOFF || status.health() == Health.UNHEALTHY) {
            return DOWN;
        }
        return switch (phase) {
            case RUNNING -> RUNNING;
            case COMPLETED -> DONE;
            case STOPPED -> STOPPED;
            case WAITING, STARTING, STOPPING, KILLING -> MOVING;
            case FAILED, BACKOFF -> DOWN;
        };
    }
}
