package io.quarkiverse.processmanager;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.smallrye.common.annotation.Experimental;

/**
 * The user, the rights and the resource limits of a process. A change of any part restarts a running process. For an absent
 * value, the process inherits the value of the application. Immutable.
 */
public interface Execution {

    /** How the engine finds all processes of a tree in order to stop them. */
    enum Isolation {
        /**
         * By session, process group, environment, limit of file locks and parent. The engine does not find a daemon that has changed
         * all of them.
         */
        SESSION,
        /**
         * As with {@link #SESSION}, and by a control group (cgroup v2) for the tree. No process leaves a control group without
         * privileges. Linux only; the application needs the right to create control groups.
         */
        @Experimental("The rights that the application needs may change")
        CGROUP,
        /** {@link #CGROUP} where the application can create a control group, {@link #SESSION} elsewhere, on every system. */
        @Experimental("The rights that the application needs may change")
        AUTO
    }

    /**
     * The name or the number of a user. The process also gets the groups of that user, and its {@code HOME}, {@code USER} and
     * {@code LOGNAME}.
     */
    Optional<String> user();

    /** The name or the number of a group. */
    Optional<String> group();

    /** The permissions that new files do not get: an octal number with a leading zero, such as {@code 027}. */
    Optional<String> umask();

    /** The scheduling priority, from -20 (most urgent) to 19 (least urgent). */
    OptionalInt nice();

    /**
     * The resource limits by their {@code prlimit} names, such as {@code nofile}. A value is a number, {@code unlimited}, or
     * the soft and the hard limit with a colon between them, in the unit that {@code prlimit} uses.
     */
    Map<String, String> ulimits();

    /** How the engine finds the processes of the tree (default: {@code SESSION}). */
    Isolation isolation();

    /**
     * Whether the process outlives the application, and the next start with the same definition adopts it (default: false). In
     * tests the process ends with the JVM at the latest.
     */
    boolean detached();
}
