package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.List;

/** How the engine stops a process tree. Immutable. */
public interface StopPolicy {

    /** What happens to left-over processes: the rest of a process tree whose root has exited without a stop. */
    enum Leftovers {
        /** The engine stops the left-over processes before it restarts the process or reports it as completed or failed. */
        STOP,
        /**
         * The left-over processes run on until a command stops or restarts the process, or until the application ends. A
         * restart after a crash does not stop them.
         */
        KEEP
    }

    /** Which processes of a tree receive the stop signal, and when. */
    enum Scope {
        /**
         * The stop signal goes to the root process alone. The rest of the tree receives the signal when the root has ended, or
         * when half of the grace period is over. If the root ignores the signal, all processes receive it at once (on Linux).
         */
        ROOT,
        /** The stop signal goes to all processes of the tree at once. */
        TREE
    }

    /** The name of the stop signal, without {@code SIG}: {@code INT}, {@code RTMIN+3} (default: {@code TERM}). */
    String signal();

    /**
     * The grace period of the whole tree (default: 10 s, as in Docker). The engine kills the processes that are alive after it.
     */
    Duration timeout();

    /**
     * The words of a command that stops the process (default: none). The command runs in the directory, with the environment
     * and as the user of the process. The engine sends the stop signal after the command has exited.
     */
    List<String> command();

    /**
     * Which processes receive the stop signal first (default: {@code ROOT}). Many programs have helpers and workers that they
     * need until they have ended: a program with a job queue finishes the current jobs, a server saves what its helper holds.
     */
    Scope scope();

    /** What happens to left-over processes (default: {@code STOP}). */
    Leftovers leftovers();
}
