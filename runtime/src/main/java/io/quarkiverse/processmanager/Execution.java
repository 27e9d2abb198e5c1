package io.quarkiverse.processmanager;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.smallrye.common.annotation.Experimental;

/**
 * The user, the rights and the resource limits with which a command runs. A change of any part restarts a running process. An
 * absent value is the value of the application.
 */
public interface Execution {

    /** How the engine finds the processes of a tree, so that none survives a stop. */
    enum Isolation {
        /**
         * By session, group, environment and parents. A daemon that leaves all of them behind is not found.
         */
        SESSION,
        /**
         * Also by a control group (cgroup v2) of its own, which no process leaves without privileges. Linux only, and only
         * where the application may make control groups.
         */
        @Experimental("Depends on the rights of the application, and may ask for other ones")
        CGROUP
    }

    /**
     * The name or the number of a user. The process also gets the groups of that user, and its {@code HOME}, {@code USER} and
     * {@code LOGNAME}.
     */
    Optional<String> user();

    /** The name or the number of a group. */
    Optional<String> group();

    /** The permissions that new files do not get, octal and with a leading zero, such as {@code 027}. */
    Optional<String> umask();

    /** The scheduling priority, from -20, the most urgent, to 19. */
    OptionalInt nice();

    /**
     * The resource limits by the names that {@code prlimit} has for them, such as {@code nofile}. Each is a number,
     * {@code unlimited}, or the soft and the hard limit with a colon between them.
     */
    Map<String, String> ulimits();

    /** How the engine finds the processes of the tree. */
    Isolation isolation();

    /** Whether the process outlives the application and the next start with the same definition adopts it. */
    boolean detached();
}
