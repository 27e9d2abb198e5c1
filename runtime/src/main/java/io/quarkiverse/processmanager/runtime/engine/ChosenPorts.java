package io.quarkiverse.processmanager.runtime.engine;

import java.util.List;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.config.ports.PortChoice;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;

/** The ports of processes that code creates, and of processes that have been started. For any thread; reads and writes files. */
final class ChosenPorts {

    private ChosenPorts() {
    }

    /**
     * The definitions with real ports in the place of 0.
     *
     * @throws ProcessException {@link Reason#INVALID} if no port is free
     */
    static List<ProcessDefinition> choose(List<ProcessDefinition> definitions) {
        return definitions.stream().map(ChosenPorts::choose).toList();
    }

    private static ProcessDefinition choose(ProcessDefinition definition) {
        if (!definition.port().equals(OptionalInt.of(0))) {
            return definition;
        }
        int port = PortChoice.choose(definition.id(), "", 0);
        if (port == 0) {
            throw new ProcessException(Reason.INVALID, definition.id(), "cannot create process '" + definition.id()
                    + "': no port from 20000 to 32767 is free");
        }
        return ProcessSettings.of(definition).withPort(port);
    }

    /** Notes the process that has the port of a definition, so that the port stays with it over live reloads. */
    static void started(ProcessDefinition definition, long pid) {
        definition.port().ifPresent(port -> ProcessHandle.of(pid).ifPresent(process -> PortChoice.started(port, process)));
    }
}
