package io.quarkiverse.processmanager.runtime.process.platform;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The numbers that belong to threads of the kernel, of which there can be hundreds. They are never part of a tree, so they need
 * not be read at every look. Numbers are given out in turn: one is not given again before that many processes have been
 * started. For one thread.
 */
final class LinuxKernelThreads {

    private final long forgetAfter;
    private final Set<Long> known = new HashSet<>();
    private OptionalLong learntAt = OptionalLong.empty();

    /** @param numbers how many numbers the system gives out before it begins again */
    LinuxKernelThreads(long numbers) {
        this.forgetAfter = numbers / 4;
    }

    /**
     * Forgets what may not be true any more; {@code births} is how many have been started by now, if the system counts them.
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
