package io.quarkiverse.processmanager.runtime.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import io.quarkiverse.processmanager.PortConflict;
import io.quarkiverse.processmanager.PortOwner;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.StopPolicy.Leftovers;
import io.quarkiverse.processmanager.runtime.config.ports.PortChoice;
import io.quarkiverse.processmanager.runtime.definition.ListenCheck;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.supervisor.CreatedPorts;

/** The ports of processes that code creates, and of processes that have been started. For any thread; reads and writes files. */
final class ChosenPorts implements CreatedPorts {

    @Override
    public List<ProcessDefinition> choose(List<ProcessDefinition> definitions) {
        return definitions.stream().map(ChosenPorts::choose).toList();
    }

    @Override
    public void release(String processId) {
        PortChoice.release(processId);
    }

    private static ProcessDefinition choose(ProcessDefinition definition) {
        Map<String, Integer> ports = new TreeMap<>();
        ListenCheck.ports(definition).forEach((name, port) -> ports.put(name, choose(definition, name, port)));
        if (ports.equals(ListenCheck.ports(definition))) {
            return definition;
        }
        Integer main = ports.remove("");
        return ProcessSettings.of(definition).withPorts(main == null ? OptionalInt.empty() : OptionalInt.of(main), ports);
    }

    private static int choose(ProcessDefinition definition, String name, int declared) {
        if (declared > 0 && definition.portConflict() == PortConflict.FAIL) {
            return declared;
        }
        int port = PortChoice.choose(definition.id(), name, declared);
        if (port == 0) {
            throw new ProcessException(Reason.INVALID, definition.id(), "cannot create process '" + definition.id()
                    + "': no port from " + PortChoice.range(declared) + " is free");
        }
        return port;
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
        Optional<ProcessHandle> holder = holder(definition, pid);
        holder.ifPresent(process -> ListenCheck.ports(definition).values()
                .forEach(port -> PortChoice.started(port, process)));
    }
}
