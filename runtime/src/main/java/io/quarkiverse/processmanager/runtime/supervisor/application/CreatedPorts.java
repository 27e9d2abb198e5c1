package io.quarkiverse.processmanager.runtime.supervisor.application;

import java.util.List;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;

/** The ports of processes that code creates. Implementations are safe for use by several threads, and may read and write files. */
public interface CreatedPorts {

    /** Leaves each definition as it is. */
    CreatedPorts AS_DECLARED = new CreatedPorts() {
        @Override
        public List<ProcessDefinition> choose(List<ProcessDefinition> definitions) {
            return definitions;
        }

        @Override
        public void release(String processId) {
            // No port was chosen.
        }
    };

    /**
     * The definitions in the same order, with real ports in the place of 0.
     *
     * @throws ProcessException {@link ProcessException.Reason#INVALID} if no port is free
     */
    List<ProcessDefinition> choose(List<ProcessDefinition> definitions);

    /** Gives up the chosen ports of a process that code has removed. */
    void release(String processId);
}
