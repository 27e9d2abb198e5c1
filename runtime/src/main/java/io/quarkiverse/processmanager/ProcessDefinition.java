package io.quarkiverse.processmanager;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.quarkiverse.processmanager.command.ProcessCommand;

/**
 * The definition of one process: its command, and how the engine starts, checks, restarts and stops it. Immutable; two
 * definitions with equal settings are equal. {@link #builder(String)} makes a definition, and the configuration uses the same
 * builder. Do not implement this interface or the interfaces of its parts: they grow with each new setting.
 */
public interface ProcessDefinition {

    /** A builder with all defaults. It needs a command. */
    static ProcessDefinitionBuilder builder(String id) {
        return new ProcessDefinitionBuilder(id, Optional.empty());
    }

    /** A builder with the defaults of a pattern. A setter of the builder replaces a default of the pattern. */
    static ProcessDefinitionBuilder builder(String id, ProcessPattern pattern) {
        return new ProcessDefinitionBuilder(id, Optional.of(pattern));
    }

    /** The id: a lower-case letter, followed by at most 62 lower-case letters, digits and dashes. */
    String id();

    /** The name in the Dev UI and in the log (default: the id). */
    String name();

    /**
     * Whether the process is a task or a service. In the definition of a builder the kind is present if it was set. In the
     * definition of a {@link ManagedProcess} it is also present if it follows from other settings: {@code creates}, or
     * {@code :completed} in the {@code depends-on} of another process, makes a task; a port, an HTTP check and a TCP check make a
     * service. Absent means that the process is neither.
     */
    Optional<ProcessKind> kind();

    /** The program, its directory and its environment; a change restarts the process. */
    Command command();

    /** The user, the rights and the resource limits; a change restarts the process. */
    Execution execution();

    /** The host on which others find the process (default: {@code localhost}). */
    String host();

    /**
     * The port that the process listens on; a change restarts the process. In the definition of a builder 0 means that the
     * process manager chooses the port. The definition of a {@link ManagedProcess} has the chosen port.
     */
    OptionalInt port();

    /** The other ports of the process by name, chosen as the port is; a change restarts the process. */
    Map<String, Integer> ports();

    /** What happens when another process has a fixed port of this process (default: {@code FAIL}). */
    PortConflict portConflict();

    /**
     * Which process may listen on the ports, and on the port of a health check that connects to this machine (default:
     * {@code ANY} for the client of a container engine, such as {@code docker}, else {@code PROCESS}).
     */
    PortOwner portOwner();

    /**
     * The scheme of the URL that the dependents of the process get (default: that of an HTTP check on the port, else
     * {@code http} with {@link ProcessPatterns#WEB_SERVER} and {@link ProcessPatterns#NODE_DEV_SERVER}). Absent means that the
     * dependents get no URL.
     */
    Optional<String> urlScheme();

    /**
     * The schemes of the URLs of the other ports, by the names of the ports. A dependent receives the URL of a port
     * {@code admin} with a scheme as {@code DB_URL_ADMIN}; the Dev UI links to a port with the scheme {@code http} or
     * {@code https}.
     */
    Map<String, String> urlSchemes();

    /** The processes that this process waits for. */
    List<Dependency> dependencies();

    /** The condition for dependencies without a condition of their own. */
    Optional<Dependency.Condition> waitFor();

    /** The health check; absent means that the process has none. */
    Optional<ProcessCheck> healthCheck();

    /**
     * The liveness check (default: none). It begins when the process is ready. When it has failed
     * {@link io.quarkiverse.processmanager.probe.ProbeSchedule#retries()} times in a row, the engine stops the process, and the
     * restart policy decides. With a liveness check the health check only reports.
     */
    Optional<ProcessCheck> liveness();

    /** When the process starts, and when its start has succeeded or failed. */
    StartPolicy start();

    /** Whether and when the process restarts. */
    RestartPolicy restart();

    /** How the engine stops the process. */
    StopPolicy stop();

    /** Where the output goes. */
    LogPolicy log();

    /** The exit codes that mean success (default: 0). */
    Set<Integer> successExitCodes();

    /**
     * The modes in which a declared process runs; absent means the modes of {@code quarkus.process-manager.modes}. A process
     * that code creates has no modes: it runs when code creates it.
     */
    Optional<Set<Mode>> modes();

    /**
     * The configuration that the process contributes to the application while it is in force. Only a declared process
     * contributes; {@link ProcessManager#create} refuses a definition with contributions. A change restarts nothing.
     */
    Map<String, String> config();

    /** How the health of the process counts in the health of the application. */
    HealthReport report();

    /** Whether the engine measures the CPU time, the memory and the open files of the process tree (default: true). */
    boolean metrics();

    /** What the process has to do with the OpenTelemetry of the application. */
    OtelPolicy otel();

    /** How much memory and CPU time the process tree may use. */
    UsageLimits usageLimits();

    /** The tags by which commands and views select processes (default: none). A change restarts nothing. */
    Set<String> tags();

    /** Which files the engine watches for the process (default: none). A change restarts nothing. */
    WatchPolicy watch();

    /**
     * Whether the process runs elsewhere (default: false): in another container, as a service of the machine, or started by
     * hand. The engine checks the {@link #host()} and the {@link #port()} of the process and reports its health. The engine never
     * starts, stops, signals or measures the process, so the settings for that have their defaults.
     */
    boolean external();

    /**
     * The number of processes that run with this definition at the same time (default: 1). With a number the processes have the
     * ids {@code worker-0}, {@code worker-1} and so on, and can be scaled, also with the number 1.
     */
    int replicas();

    /** The id of the process of which this one is a replica: {@code worker} for {@code worker-0}. */
    Optional<String> replicaOf();

    /** The index of this process among the replicas, from 0; the process finds it in the variable {@code REPLICA_INDEX}. */
    OptionalInt replicaIndex();

    /** The commands that a user runs on request, by name (default: none). A change restarts nothing. */
    Map<String, ProcessCommand> commands();

    /** The pattern, with the settings that come from it. */
    Optional<AppliedPattern> pattern();

    /** Whether a process that code has created survives a live reload (default: false). A declared process always does. */
    boolean keepOnReload();

    /**
     * The hooks of the application. A change of the hooks restarts nothing.
     */
    ProcessHooks hooks();
}
