package io.quarkiverse.processmanager.runtime.process.platform;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The pids of kernel threads, of which there can be hundreds. A kernel thread is never part of a process tree, so that a scan
 * need not read it. The kernel assigns pids in turn: it does not reuse one before it has assigned all others. For one thread.
 */
final class LinuxKernelThreads {

    private final long forgetAfter;
    private final Set<Long> known = new HashSet<>();
    private OptionalLong learntAt = OptionalLong.empty();

    /** @param pidMax the number of pids that the system assigns before it begins again */
    LinuxKernelThreads(long pidMax) {
        this.forgetAfter = pidMax / 4;
    }

    /**
     * Forgets all pids when the system may have reused one of them.
     *
     * @param forkCounter the number of processes started since boot, if the system counts them
     */
    void refresh(OptionalLong forkCounter) {
        if (forkCounter.isEmpty() || learntAt.isEmpty() || forkCounter.getAsLong() - learntAt.getAsLong() > forgetAfter) {
            known.clear();
            learntAt = forkCounter;
        }
    }

    boolean has(long pid) {
        return known.contains(pid);
    }

    void learn(long pid) {
        if (learntAt.isPresent()) {
            known.add(pid);
        }
    }
}
