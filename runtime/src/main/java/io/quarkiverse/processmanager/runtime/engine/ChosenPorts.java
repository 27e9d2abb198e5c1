package io.quarkiverse.processmanager.runtime.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.PortConflict;
import io.quarkiverse.processmanager.PortOwner;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.StopPolicy.Leftovers;
import io.quarkiverse.processmanager.runtime.config.ports.PortChoice;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.supervisor.application.CreatedPorts;

/** The ports of processes that code creates, and of processes that have been started. For any thread; reads and writes files. */
final class ChosenPorts implements CreatedPorts {

    private final Supplier<Plan> known;

    /**
     * @param known the plan of all processes, whose ports are not chosen for others
     */
    ChosenPorts(Supplier<Plan> known) {
        this.known = known;
    }

    @Override
    public List<ProcessDefinition> choose(List<ProcessDefinition> definitions) {
        return definitions.stream().map(definition -> choose(definition, definitions)).toList();
    }

    /** The ports of the processes that exist, and of those that are created together with a process. */
    private Set<Integer> others(ProcessDefinition definition, List<ProcessDefinition> created) {
        Set<Integer> ports = new HashSet<>();
        Stream.concat(known.get().definitions().stream(), created.stream())
                .filter(other -> !other.id().equals(definition.id()))
                .forEach(other -> ports.addAll(ListenCheck.ports(other).values()));
        return ports;
    }

    @Override
    public void release(String processId) {
        PortChoice.release(processId);
    }

    private ProcessDefinition choose(ProcessDefinition definition, List<ProcessDefinition> created) {
        Map<String, Integer> ports = new TreeMap<>();
        if (!ListenCheck.ports(definition).isEmpty()) {
            Set<Integer> others = others(definition, created);
            ListenCheck.ports(definition).forEach((name, port) -> ports.put(name, choose(definition, name, port, others)));
        }
        if (ports.equals(ListenCheck.ports(definition))) {
            return definition;
        }
        Integer main = ports.remove("");
        return ProcessSettings.of(definition).withPorts(main == null ? OptionalInt.empty() : OptionalInt.of(main), ports);
    }

    /** A port that was chosen for the 0 of its setting is chosen again, because something else can have taken it since. */
    private static int choose(ProcessDefinition definition, String name, int port, Set<Integer> others) {
        int declared = ProcessSettings.of(definition).listen().chosen().contains(name) ? 0 : port;
        if (declared > 0 && definition.portConflict() == PortConflict.FAIL) {
            return declared;
        }
        int chosen = PortChoice.choose(definition.id(), name, declared, others);
        if (chosen == 0) {
            throw new ProcessException(Reason.INVALID, definition.id(), "cannot create process '" + definition.id()
                    + "': no port from " + PortChoice.range(declared) + " is free");
        }
        return chosen;
    }

    /**
     * The process that keeps the port while it is alive. A container or a left-over process can listen on the port after the exit
     * of the root process, so it keeps the port as long as this JVM; a detached process outlives this JVM.
     */
    static Optional<ProcessHandle> holder(ProcessDefinition definition, long pid) {
        boolean outlivesItsRoot = definition.portOwner() == PortOwner.ANY || definition.stop().leftovers() == Leftovers.KEEP;
        return outlivesItsRoot && !definition.execution().detached() ? Optional.of(ProcessHandle.current())
                : ProcessHandle.of(pid);
    }

    /** Notes the process that has the port of a definition, so that the port stays with it over live reloads. */
    static void started(ProcessDefinition definition, long pid) {
        Collection<Integer> ports = ListenCheck.ports(definition).values();
        if (!ports.isEmpty()) {
            holder(definition, pid).ifPresent(process -> ports.forEach(port -> PortChoice.started(port, process)));
        }
    }
}
