package io.quarkiverse.processmanager;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Everything that is declared of one process. It never changes, and two definitions with equal settings are equal. A builder
 * makes a definition; the configuration uses the same builder. Do not implement this interface or the interfaces of its parts:
 * they grow with each new setting.
 */
public interface ProcessDefinition {

    /** A builder in which only the command is missing. */
    static ProcessDefinitionBuilder builder(String id) {
        return new ProcessDefinitionBuilder(id, Optional.empty());
    }

    /** A builder with the defaults of a pattern. A setter of the builder replaces the default of the pattern. */
    static ProcessDefinitionBuilder builder(String id, ProcessPattern pattern) {
        return new ProcessDefinitionBuilder(id, Optional.of(pattern));
    }

    /** A lower-case letter, followed by lower-case letters, digits and dashes. */
    String id();

    /** The name in the Dev UI and in the log (default: the id). */
    String name();

    /** The program, its directory and its environment; a change restarts the process. */
    Command command();

    /** The user, the rights and the resource limits; a change restarts the process. */
    Execution execution();

    /** The port that the process listens on; a change restarts the process. */
    OptionalInt port();

    /** The processes that this process waits for. */
    List<Dependency> dependencies();

    /** The condition of the dependencies that have none. */
    Optional<Dependency.Condition> waitFor();

    /** The health check. */
    Optional<ProcessCheck> healthCheck();

    /** When the process starts and when that has succeeded. */
    StartPolicy start();

    /** Whether and when the process starts again. */
    RestartPolicy restart();

    /** How the engine stops the process. */
    StopPolicy stop();

    /** What happens to the output. */
    LogPolicy log();

    /** The exit codes that mean success (default: 0). */
    Set<Integer> successExitCodes();

    /**
     * The modes in which the process runs; absent means those of {@code quarkus.process-manager.modes}. A process from code has
     * none: it runs when code creates it.
     */
    Optional<Set<Mode>> modes();

    /** What the health of the process means for the health of the application. */
    HealthReport report();

    /** Whether the engine measures what the process uses (default: true). */
    boolean metrics();

    /** How much the process may use. */
    UsageLimits usageLimits();

    /** The pattern that some of the settings come from. */
    Optional<AppliedPattern> pattern();

    /** Whether a process that code has created runs on over a live reload; a declared process always does. */
    boolean keepOnReload();

    /**
     * The hooks of the application. They are no part of the process: a definition that differs in its hooks only restarts
     * nothing.
     */
    ProcessHooks hooks();
}
