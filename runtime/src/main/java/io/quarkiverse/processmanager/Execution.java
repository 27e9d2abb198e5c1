package io.quarkiverse.processmanager;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * As whom and within which limits a command is executed. A change of any of it restarts a running process. What is absent is
 * as it is for the application.
 *
 * @param user the name or the number of a user. The process also gets the groups of that user, and its {@code HOME},
 *        {@code USER} and {@code LOGNAME}
 * @param group the name or the number of a group
 * @param umask which permissions new files do not get, octal and with a leading zero, such as {@code 027}
 * @param nice the scheduling priority, from -20, the most urgent, to 19
 * @param limits resource limits by the names that {@code prlimit} has for them, such as {@code nofile}; each a number,
 *        {@code unlimited}, or the soft and the hard limit with a colon between them
 * @param isolation how its tree is told from all other processes
 * @param detached whether it outlives the application on purpose, and is adopted by the next start with the same definition
 */
public record Execution(Optional<String> user, Optional<String> group, Optional<String> umask, OptionalInt nice,
        Map<String, String> limits, Isolation isolation, boolean detached) {

    /** How the processes of a tree are told from all others, so that none survives a stop. */
    public enum Isolation {
        /**
         * By session, group, environment and parents. A daemon that leaves all of them behind is not found.
         */
        SESSION,
        /**
         * Also by a control group (cgroup v2) of its own, which no process leaves without privileges. Linux only, and only
         * where
         * the application may make control groups.
         */
        CGROUP
    }

    /** Everything as for the application. */
    public static final Execution DEFAULT = new Execution(Optional.empty(), Optional.empty(), Optional.empty(),
            OptionalInt.empty(), Map.of());

    /** In a session of its own, which ends with the application. */
    public Execution(Optional<String> user, Optional<String> group, Optional<String> umask, OptionalInt nice,
            Map<String, String> limits) {
        this(user, group, umask, nice, limits, Isolation.SESSION, false);
    }

    public Execution {
        limits = Collections.unmodifiableMap(new TreeMap<>(limits));
    }
}
