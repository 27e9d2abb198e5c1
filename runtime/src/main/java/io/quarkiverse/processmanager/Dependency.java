package io.quarkiverse.processmanager;

import java.util.Optional;

import io.quarkiverse.processmanager.runtime.definition.DependencySettings;

/** A process that another process, its dependent, waits for before it starts. */
public interface Dependency {

    /** The state that a process must reach before its dependents may start. */
    enum Condition {
        /** The operating system has started the process. */
        STARTED,
        /** The process is {@link ProcessPhase#RUNNING}. */
        RUNNING,
        /** The process is running and its health check succeeds. */
        HEALTHY,
        /** The process has exited with success. */
        COMPLETED;

        /** Whether a process with this status meets the condition. */
        public boolean isMetBy(ProcessStatus status) {
            return isMetBy(status.phase(), status.health(), status.isAlive());
        }

        /**
         * Whether a process with this phase and health meets the condition; {@code alive} is whether its root process is alive.
         */
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

    /** The id of the process that the dependent waits for. */
    String id();

    /**
     * The condition that the process must meet. If it is absent, {@code wait-for} of the dependent applies. Without
     * {@code wait-for} the condition is {@link Condition#COMPLETED} for a task, {@link Condition#HEALTHY} for another process
     * with a health check, and {@link Condition#RUNNING} for one without. For a task, a {@code wait-for} of {@code RUNNING} or
     * {@code HEALTHY} also means {@code COMPLETED}, because a task is never up.
     */
    Optional<Condition> condition();

    /** A dependency on the process with this id, with the default condition. */
    static Dependency on(String id) {
        return new DependencySettings(id, Optional.empty());
    }

    /** A dependency on the process with this id, with the given condition. */
    static Dependency on(String id, Condition condition) {
        return new DependencySettings(id, Optional.of(condition));
    }
}
