package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.util.List;

/**
 * How the next run of a task was requested.
 *
 * @param args arguments behind those of the definition
 * @param forced whether the task runs although its work is done
 */
public record RunRequest(List<String> args, boolean forced) {

    /** A start, which is skipped if the work of the task is done. */
    public static final RunRequest START = new RunRequest(List.of(), false);

    public RunRequest {
        args = List.copyOf(args);
    }

    /** A run on request. */
    public static RunRequest run(List<String> args) {
        return new RunRequest(args, true);
    }

    /** Whether the run does what the definition says, so that its success counts for later starts. */
    boolean isPlain() {
        return args.isEmpty();
    }
}
