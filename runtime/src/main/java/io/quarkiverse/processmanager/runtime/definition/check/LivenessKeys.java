package io.quarkiverse.processmanager.runtime.definition.check;

import java.util.Map;

/** Keys of a health check that a liveness check cannot have, and why. */
public final class LivenessKeys {

    /** The setting whose values are the kinds. */
    public static final String TYPE = "liveness.type";

    /** The kinds of a liveness check, as the end of a sentence. */
    static final String KINDS = "liveness.path, liveness.url, liveness.port, liveness.command, liveness.file or liveness.grpc,"
            + " or liveness.type=tcp for a connection to the port of the process";

    /** The end of a sentence for each key without its group. */
    public static final Map<String, String> REFUSED = Map.of(
            "log", "cannot check whether a process is alive: a line that the process has written stays; set " + KINDS,
            "notify",
            "cannot check whether a process is alive: a process reports once that it is ready; set health.notify=socket"
                    + " and health.watchdog, which restarts a silent process",
            "watchdog", "is not a setting; health.watchdog restarts a silent process without a liveness check",
            "group",
            "is not a setting: the liveness check restarts the process and counts in no health group; set health.group",
            "success-threshold", "is not a setting: one success ends a row of failures",
            "on-unhealthy",
            "is not a setting: the liveness check always restarts the process; set health.* without liveness.* to"
                    + " report only");

    private LivenessKeys() {
    }
}
