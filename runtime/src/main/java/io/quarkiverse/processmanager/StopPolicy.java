package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.List;

/** How the engine stops a process and everything that the process has started. */
public interface StopPolicy {

    /** What happens to the rest of a process tree when its root exits without being stopped. */
    enum Leftovers {
        /** The engine stops the left-over processes before anything else happens to the process. */
        STOP,
        /**
         * The left-over processes run on until a command stops or restarts the process, or until the application ends. A
         * restart after a crash leaves them alone.
         */
        KEEP
    }

    /** The name of the stop signal, without {@code SIG}: {@code INT}, {@code RTMIN+3} (default: {@code TERM}). */
    String signal();

    /** The grace period of the whole tree (default: 10 s). The engine kills the processes that are alive after it. */
    Duration timeout();

    /**
     * The words of a command that stops the process. It runs in the directory, with the environment and as the user of the
     * process, and the signal follows when the command has ended. Empty means the signal alone.
     */
    List<String> command();

    /** What happens to left-over processes (default: {@code STOP}). */
    Leftovers leftovers();
}
