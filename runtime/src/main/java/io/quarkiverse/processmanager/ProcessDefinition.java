package io.quarkiverse.processmanager;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that is declared of one process. A definition from properties and one from code are the same record.
 *
 * @param id a lower-case letter, then lower-case letters, digits and dashes
 * @param name the name for people
 * @param command what is executed; a change of it restarts the process
 * @param execution as whom and within which limits; a change of it restarts the process
 * @param port the port that it listens on; a change of it restarts the process
 * @param dependencies the processes that it waits for
 * @param waitFor the condition of the dependencies that name none
 * @param healthCheck how it is checked
 * @param start when it starts and when that has worked
 * @param restart whether it is started again
 * @param stop how it is asked to end
 * @param log what happens to its output
 * @param successExitCodes the exit codes that mean success
 * @param modes the modes in which it runs; absent means those of {@code quarkus.process-manager.modes}. One from code runs when
 *        that says so, and has none
 * @param report what its health means for that of the application
 * @param metrics whether it is measured what it uses
 * @param limits how much it may use
 * @param pattern where some of its settings come from
 * @param keepOnReload whether it runs on over a live reload although code has created it; a declared process always does
 * @param hooks what the application does when something happens to it; no part of what it is, see {@link #withoutHooks()}
 */
public record ProcessDefinition(String id, String name, Command command, Execution execution, OptionalInt port,
        List<Dependency> dependencies, Optional<Dependency.Condition> waitFor, Optional<HealthCheck> healthCheck,
        StartPolicy start, RestartPolicy restart,
        StopPolicy stop, LogPolicy log, Set<Integer> successExitCodes, Optional<Set<Mode>> modes,
        HealthReport report, boolean metrics, UsageLimits limits, Optional<AppliedPattern> pattern,
        boolean keepOnReload, ProcessHooks hooks) {

    public ProcessDefinition {
        dependencies = List.copyOf(dependencies);
        successExitCodes = Collections.unmodifiableSet(new TreeSet<>(successExitCodes));
        modes = modes.map(some -> Collections.unmodifiableSet(new TreeSet<>(some)));
    }

    /** A builder in which only the command is missing. */
    public static ProcessDefinitionBuilder builder(String id) {
        return new ProcessDefinitionBuilder(id);
    }

    /** The same, not checked. */
    public ProcessDefinition withoutHealthCheck() {
        return new ProcessDefinition(id, name, command, execution, port, dependencies, waitFor, Optional.empty(), start,
                restart,
                stop, log, successExitCodes, modes, report, metrics, limits, pattern, keepOnReload, hooks);
    }

    /** The process by itself: two definitions that differ in their hooks are the same process. */
    public ProcessDefinition withoutHooks() {
        return new ProcessDefinition(id, name, command, execution, port, dependencies, waitFor, healthCheck, start, restart,
                stop, log, successExitCodes, modes, report, metrics, limits, pattern, keepOnReload, ProcessHooks.NONE);
    }

    /** Everything that is wrong with it by itself, in the order of the settings. */
    public List<Problem> problems() {
        return DefinitionCheck.problems(this);
    }

    /** Whether a running process with this definition must be restarted to become the other one. */
    public boolean needsRestartFor(ProcessDefinition other) {
        return !command.equals(other.command) || !execution.equals(other.execution) || !port.equals(other.port)
                || log.under(execution).needsRestartFor(other.log.under(other.execution));
    }
}
