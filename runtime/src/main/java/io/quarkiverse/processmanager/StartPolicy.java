package io.quarkiverse.processmanager;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a process starts, and when its start has succeeded or failed. Immutable. */
public interface StartPolicy {

    /** What happens to a running process when a dependency restarts. */
    enum OnDependencyRestart {
        /** The process runs on. */
        IGNORE,
        /** The process restarts too, when the dependency is ready again. */
        RESTART
    }

    /** When a task that has completed runs again with the application. */
    enum Rerun {
        /** At each start of the application. */
        ALWAYS,
        /** When its definition or the contents of its watched files have changed since its last success. */
        ON_CHANGE,
        /** On request only. */
        MANUAL
    }

    /** Whether the process starts with the application (default: true, and false with a schedule). */
    boolean auto();

    /**
     * When the process starts in relation to the application. A definition has the declared phase, or none. A process that is
     * planned always has its phase: the declared one, else {@link StartPhase#BEFORE_APP} if the process contributes
     * configuration of the application or a process with that phase depends on it, {@link StartPhase#AFTER_APP} if it depends on
     * a process with that phase, and {@link StartPhase#WITH_APP} otherwise. A process that code creates starts when code starts
     * it, so its phase has no effect.
     */
    Optional<StartPhase> phase();

    /** How long a process without a health check must survive to count as running (default: 1 s, as in Supervisor). */
    Duration window();

    /** How long a process with a health check may take until its first success (default: 60 s). */
    Duration timeout();

    /** How long the process may wait for its dependencies (default: as long as they may still come up). */
    Optional<Duration> waitTimeout();

    /**
     * The path that a task creates (default: none). A start is skipped if the path exists. A relative path starts at the
     * directory of the process.
     */
    Optional<Path> creates();

    /**
     * When a task that has completed runs again with the application (default: always, or, with {@link #creates()}, when the path
     * does not exist). A live reload alone never runs a task again. {@link ManagedProcess#run} always runs it. Tests begin with
     * empty data, so in tests a success of an earlier start does not count.
     */
    Optional<Rerun> rerun();

    /** When the task runs by itself (default: no schedule). */
    SchedulePolicy schedule();

    /**
     * The absolute path of the directory for the data of the process (default: none). It is created before the start, for the
     * user of the process alone, unless it exists. The process finds it in the variable {@code DATA_DIR}. A change restarts the
     * process.
     */
    Optional<Path> dataDir();

    /**
     * Which instance of the process the tests use (default: one of their own). By default, tests beside dev mode share a task that
     * creates the same path in both.
     */
    Optional<TestPolicy> test();

    /**
     * The words of a command that runs before each start of the process, also before each restart (default: none). The command
     * runs in the directory, with the environment and as the user of the process, within its resource limits, and its output is
     * part of the output of the process. Another exit code than 0 means that the start has failed
     * ({@link ProcessException.Reason#PRE_START_FAILED}). The time limit is {@link #timeout()}. A stop of the process ends the
     * command and all processes that it has started; its end ends the latter, too. A change takes effect at the next start.
     */
    List<String> preStart();

    /** What happens to the process when a process that it depends on restarts (default: {@code IGNORE}). */
    OnDependencyRestart onDependencyRestart();
}
