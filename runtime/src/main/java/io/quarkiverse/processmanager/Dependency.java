package io.quarkiverse.processmanager;

import java.util.Optional;

import io.quarkiverse.processmanager.runtime.definition.DependencySettings;

/** A process that another process waits for. */
public interface Dependency {

    /** How far a process must be before the processes that depend on it may start. */
    enum Condition {
        /** The operating system has started the process. */
        STARTED,
        /** The process is {@link ProcessPhase#RUNNING}. */
        RUNNING,
        /** The process is running and its health check succeeds. */
        HEALTHY,
        /** The process has exited with success. */
        COMPLETED;

        /** Whether a process with this status is that far. */
        public boolean isMetBy(ProcessStatus status) {
            return isMetBy(status.phase(), status.health(), status.isAlive());
        }

        /** Whether a process is that far, by its phase, its health and whether its root process is alive. */
        public boolean isMetBy(ProcessPhase phase, Health health, boolean alive) {
            boolean up = phase == ProcessPhase.RUNNING || phase == ProcessPhase.COMPLETED;
            return switch (this) {
                case STARTED -> phase == ProcessPhase.STARTING && alive || up;
                case RUNNING -> up;
                case HEALTHY -> phase == ProcessPhase.RUNNING && health == Health.HEALTHY;
                case COMPLETED -> phase == ProcessPhase.COMPLETED;
            };
        }
    }

    /** The id of the process that the other process waits for. */
    String id();

    /**
     * How far that process must be. Absent means {@code wait-for} of the waiting process and, without that,
     * {@link Condition#HEALTHY} if that process has a health check, otherwise {@link Condition#RUNNING}.
     */
    Optional<Condition> condition();

    /** A dependency with the default condition. */
    static Dependency on(String id) {
        return new DependencySettings(id, Optional.empty());
    }

    /** A dependency with a condition of its own. */
    static Dependency on(String id, Condition condition) {
        return new DependencySettings(id, Optional.of(condition));
    }
}
