package io.quarkiverse.processmanager;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Builds a {@link ProcessDefinition}. Not for several threads. */
public final class ProcessDefinitionBuilder {

    private final String id;
    private String name;
    private Command command = Command.of();
    private Optional<String> user = Optional.empty();
    private Optional<String> group = Optional.empty();
    private Optional<String> umask = Optional.empty();
    private OptionalInt nice = OptionalInt.empty();
    private final Map<String, String> limits = new TreeMap<>();
    private Execution.Isolation isolation = Execution.Isolation.SESSION;
    private boolean detached;
    private OptionalInt port = OptionalInt.empty();
    private final List<Dependency> dependencies = new ArrayList<>();
    private Optional<Dependency.Condition> waitFor = Optional.empty();
    private Optional<HealthCheck> healthCheck = Optional.empty();
    private StartPolicy start = StartPolicy.DEFAULT;
    private RestartPolicy restart = RestartPolicy.DEFAULT;
    private StopPolicy stop = StopPolicy.DEFAULT;
    private LogPolicy log = LogPolicy.DEFAULT;
    private Set<Integer> successExitCodes = Set.of(0);

    ProcessDefinitionBuilder(String id) {
        this.id = id;
        this.name = id;
    }

    public ProcessDefinitionBuilder name(String name) {
        this.name = name;
        return this;
    }

    public ProcessDefinitionBuilder command(String... words) {
        return command(Command.of(words));
    }

    public ProcessDefinitionBuilder command(Command command) {
        this.command = command;
        return this;
    }

    /** All of it at once. */
    public ProcessDefinitionBuilder execution(Execution execution) {
        this.user = execution.user();
        this.group = execution.group();
        this.umask = execution.umask();
        this.nice = execution.nice();
        this.limits.clear();
        this.limits.putAll(execution.limits());
        this.isolation = execution.isolation();
        this.detached = execution.detached();
        return this;
    }

    /** The name or the number of the user that it runs as. */
    public ProcessDefinitionBuilder user(String user) {
        this.user = Optional.of(user);
        return this;
    }

    /** The name or the number of the group that it runs as. */
    public ProcessDefinitionBuilder group(String group) {
        this.group = Optional.of(group);
        return this;
    }

    /** Which permissions its new files do not get, octal with a leading zero. */
    public ProcessDefinitionBuilder umask(String umask) {
        this.umask = Optional.of(umask);
        return this;
    }

    /** Its scheduling priority, from -20 to 19. */
    public ProcessDefinitionBuilder nice(int nice) {
        this.nice = OptionalInt.of(nice);
        return this;
    }

    /** One more resource limit: a number, {@code unlimited}, or the soft and the hard limit with a colon between them. */
    public ProcessDefinitionBuilder limit(String name, String value) {
        this.limits.put(name, value);
        return this;
    }

    /** How its tree is told from all other processes. */
    public ProcessDefinitionBuilder isolation(Execution.Isolation isolation) {
        this.isolation = isolation;
        return this;
    }

    /** Whether it outlives the application on purpose. */
    public ProcessDefinitionBuilder detached(boolean detached) {
        this.detached = detached;
        return this;
    }

    public ProcessDefinitionBuilder port(int port) {
        this.port = OptionalInt.of(port);
        return this;
    }

    public ProcessDefinitionBuilder dependsOn(String... ids) {
        for (String other : ids) {
            dependencies.add(Dependency.on(other));
        }
        return this;
    }

    public ProcessDefinitionBuilder dependsOn(Dependency dependency) {
        dependencies.add(dependency);
        return this;
    }

    public ProcessDefinitionBuilder waitFor(Dependency.Condition condition) {
        this.waitFor = Optional.of(condition);
        return this;
    }

    public ProcessDefinitionBuilder healthCheck(HealthCheck healthCheck) {
        this.healthCheck = Optional.of(healthCheck);
        return this;
    }

    public ProcessDefinitionBuilder start(StartPolicy start) {
        this.start = start;
        return this;
    }

    public ProcessDefinitionBuilder restart(RestartPolicy restart) {
        this.restart = restart;
        return this;
    }

    public ProcessDefinitionBuilder stop(StopPolicy stop) {
        this.stop = stop;
        return this;
    }

    public ProcessDefinitionBuilder log(LogPolicy log) {
        this.log = log;
        return this;
    }

    public ProcessDefinitionBuilder successExitCodes(Set<Integer> codes) {
        this.successExitCodes = codes;
        return this;
    }

    /** Everything that {@link #build()} would refuse, in the order of the settings. */
    public List<Problem> problems() {
        return assemble().problems();
    }

    /**
     * @throws ProcessException with {@link ProcessException.Reason#INVALID}, naming all problems at once
     */
    public ProcessDefinition build() {
        ProcessDefinition definition = assemble();
        List<Problem> problems = definition.problems();
        if (!problems.isEmpty()) {
            throw new ProcessException(ProcessException.Reason.INVALID, id, "cannot define process '" + id + "': "
                    + problems.stream().map(p -> p.setting() + " " + p.message()).collect(Collectors.joining("; ")));
        }
        return definition;
    }

    private ProcessDefinition assemble() {
        Execution execution = new Execution(user, group, umask, nice, limits, isolation, detached);
        return new ProcessDefinition(id, name, command, execution, port, dependencies, waitFor, healthCheck, start, restart,
                stop, log, successExitCodes);
    }
}
