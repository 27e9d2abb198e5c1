package io.quarkiverse.processmanager;

import java.util.List;

/**
 * One run of a task. Immutable.
 *
 * @param exit the exit of the run, with its time and its duration
 * @param success whether the task has completed
 * @param args the arguments of the call that requested the run; secrets are masked
 */
public record TaskRun(Exit exit, boolean success, List<String> args) {

    public TaskRun {
        args = List.copyOf(args);
    }
}
