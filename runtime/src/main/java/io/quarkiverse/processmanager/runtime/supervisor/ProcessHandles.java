package io.quarkiverse.processmanager.runtime.supervisor;

import io.quarkiverse.processmanager.ManagedProcess;

/** Makes the handle of a process, or of a process with replicas. For any thread. */
record ProcessHandles(HandleContext context) {

    /** The handle of the process that the plan has at the moment under this id. */
    ManagedProcess of(String id) {
        return isGroup(id) ? group(id) : one(id);
    }

    boolean isGroup(String id) {
        return !context.supervisor().snapshot().plan().replicas(id).isEmpty();
    }

    ManagedProcess group(String id) {
        return new ReplicaGroup(context, id, this::one);
    }

    ManagedProcess one(String id) {
        return new ManagedProcessHandle(context, id);
    }
}
