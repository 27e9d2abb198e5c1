package io.quarkiverse.processmanager.runtime.process.listening;

import java.util.Optional;

import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * A process that listens on a claimed port.
 *
 * @param identity its pid and start time
 * @param managed the id of the process of this runner whose tree contains it
 * @param ours whether it belongs to the tree that claims the port
 * @param jvm whether it is this JVM
 */
record ListeningProcess(ProcessId identity, Optional<String> managed, boolean ours, boolean jvm) {

    /** Whether the application, or a managed process with another id, listens on the port. */
    boolean isKnown(String processId) {
        return jvm || managed.filter(id -> !id.equals(processId)).isPresent();
    }

    /**
     * Whether the process certainly does not belong to a tree with that root. A process that was started after the root and is
     * not in the tree can be a daemon that has left it, or a daemon can have started it at the request of a member.
     */
    boolean isForeignTo(ProcessId root) {
        return !ours && (jvm || managed.isPresent() || identity.startTicks() < root.startTicks());
    }
}
