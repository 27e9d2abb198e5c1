package io.quarkiverse.processmanager;

import java.util.Optional;

/**
 * One process must wait for another.
 *
 * @param id the process that is waited for
 * @param condition how far that process must be; absent means {@code wait-for} of the waiting process and, without that,
 *        {@link Condition#HEALTHY} where the other process has a health check, else {@link Condition#RUNNING}
 */
public record Dependency(String id, Optional<Condition> condition) {

    /** How far a process must be before those that depend on it may start. */
    public enum Condition {
        /** The operating system has started it. */
        STARTED,
        /** It is {@link ProcessPhase#RUNNING}. */
        RUNNING,
        /** It is running and its health check succeeds. */
        HEALTHY,
        /** It has ended by itself with success. */
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

    /** A dependency with the default condition. */
    public static Dependency on(String id) {
        return new Dependency(id, Optional.empty());
    }

    /** A dependency with a condition of its own. */
    public static Dependency on(String id, Condition condition) {
        return new Dependency(id, Optional.of(condition));
    }
}
