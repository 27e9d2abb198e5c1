package io.quarkiverse.processmanager;

import java.util.Optional;

import io.quarkiverse.processmanager.runtime.definition.DependencySettings;

/** A process that another process, its dependent, waits for before it starts. */
public interface Dependency {

    /** The state that a process must reach before its dependents may start. */
    enum Condition {
        /** The operating system has started the process. */
        STARTED,
        /** The process is {@link ProcessPhase#RUNNING}, or has completed. Refused for a task, which is never up. */
        RUNNING,
        /** The process is running and its health check succeeds. Refused for a task, which is never up. */
        HEALTHY,
        /** The process has exited with success, or it is a task whose start was skipped. */
        COMPLETED,
        /**
         * The process has exited without a request, whatever its exit code is, and the engine does not restart it. While the
         * process has restarts left, its dependents wait. A process that could not be started, or that the engine has stopped
         * because it was unhealthy, over a limit or late, has not exited: its dependents fail, as with any other condition.
         * The dependents of a process that a command has stopped wait.
         */
        EXITED;

        /** Whether a process with this status meets the condition. */
        public boolean isMetBy(ProcessStatus status) {
            return isMetBy(status.phase(), status.health(), status.isAlive(), status.failure());
        }

        /** Whether a process met the condition during this passage. */
        public boolean isMetBy(ProcessHistory.Passage passage) {
            return isMetBy(passage.phase(), passage.health(), passage.alive(), passage.failure());
        }

        private boolean isMetBy(ProcessPhase phase, Health health, boolean alive, Optional<ProcessException.Reason> failure) {
            boolean up = phase == ProcessPhase.RUNNING || phase == ProcessPhase.COMPLETED;
            return switch (this) {
                case STARTED -> phase == ProcessPhase.STARTING && alive || up;
                case RUNNING -> up;
                case HEALTHY -> phase == ProcessPhase.RUNNING && health == Health.HEALTHY;
                case COMPLETED -> phase == ProcessPhase.COMPLETED;
                case EXITED -> phase == ProcessPhase.COMPLETED
                        || failure.filter(ProcessException.Reason.EXITED::equals).isPresent();
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

    /**
     * Whether the process may be absent (default: false): not declared, or not in the mode of the application. The dependent
     * ignores a dependency that is absent. One that is there counts fully: the dependent waits for it, and fails with it.
     */
    boolean mayBeAbsent();

    /**
     * Whether one replica that meets the condition is enough ({@code worker:any}), if the process has replicas (default: false: the
     * dependent waits for all of them). The dependency fails when it has failed with each replica.
     */
    boolean any();

    /** A dependency on one of the replicas of the process with this id, with the default condition ({@code worker:any}). */
    static Dependency onAny(String id) {
        return new DependencySettings(id, Optional.empty(), false, true);
    }

    /** A dependency on one of the replicas of the process, with the given condition ({@code worker:any:healthy}). */
    static Dependency onAny(String id, Condition condition) {
        return new DependencySettings(id, Optional.of(condition), false, true);
    }

    /** A dependency on the process with this id, with the default condition. */
    static Dependency on(String id) {
        return new DependencySettings(id, Optional.empty(), false);
    }

    /** A dependency on the process with this id, with the given condition. */
    static Dependency on(String id, Condition condition) {
        return new DependencySettings(id, Optional.of(condition), false);
    }

    /** A dependency on the process with this id if there is one, with the default condition ({@code db?}). */
    static Dependency ifPresent(String id) {
        return new DependencySettings(id, Optional.empty(), true);
    }

    /** A dependency on the process with this id if there is one, with the given condition ({@code db:healthy?}). */
    static Dependency ifPresent(String id, Condition condition) {
        return new DependencySettings(id, Optional.of(condition), true);
    }
}
