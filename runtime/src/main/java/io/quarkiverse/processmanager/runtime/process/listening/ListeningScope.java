package io.quarkiverse.processmanager.runtime.process.listening;

import java.util.Map;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.tree.TreeTerminator;

/**
 * What the port guards of one runner share.
 *
 * @param ports shows which processes listen
 * @param watch notices that a port begins to listen
 * @param terminator finds the members of process trees
 * @param trees returns the trees that have a live process, each with the id of its process
 */
public record ListeningScope(Platform platform, ListeningPorts ports, ListeningWatch watch, RunnerId jvm,
        EngineExecutors executors, TreeTerminator terminator, Supplier<Map<ProcessTree, String>> trees) {

    /** The same, as if each process listened on each port. */
    ListeningScope imaginary() {
        return new ListeningScope(platform, new ImaginaryPorts(ports), watch, jvm, executors, terminator, trees);
    }
}
