package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.List;

import io.smallrye.common.annotation.Experimental;

/** Which files the engine watches for a process, and what a change of one of them does. Immutable. */
@Experimental("The policy may get further settings")
public interface WatchPolicy {

    /** What a change of a watched file does. */
    enum Action {
        /** Restarts the process. One that has failed or completed starts. */
        RESTART,
        /** Sends {@link #signal()} to the process. One that has failed or completed starts. */
        SIGNAL,
        /** Starts the process again when its run has ended. One that has failed or completed starts at once. */
        RERUN
    }

    /** The patterns of the watched files, relative to the directory of the process; empty without watching. */
    List<String> patterns();

    /** What a change does (default: {@code RESTART}). */
    Action action();

    /** The signal of {@link Action#SIGNAL}, such as {@code HUP}; empty with another action. */
    String signal();

    /** How long no further change must follow until the action (default: 300 ms). */
    Duration debounce();

    /** Whether the running processes that depend on this one restart, too, when a change restarts this one (default: false). */
    boolean cascade();
}
