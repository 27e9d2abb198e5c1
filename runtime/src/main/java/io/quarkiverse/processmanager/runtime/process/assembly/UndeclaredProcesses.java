package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.IOException;
import java.util.Set;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.detached.DetachedProcesses;
import io.quarkiverse.processmanager.runtime.process.detached.PreviousInstance;

/**
 * Stops the detached processes that an earlier run of the application has left and that are no longer declared. Safe for use by
 * several threads.
 */
final class UndeclaredProcesses {

    private static final Logger LOG = Logger.getLogger(UndeclaredProcesses.class);

    private final OsProcessRunner runner;
    private final DetachedProcesses detached;
    private final LivingProcesses living;

    UndeclaredProcesses(OsProcessRunner runner, DetachedProcesses detached, LivingProcesses living) {
        this.runner = runner;
        this.detached = detached;
        this.living = living;
    }

    /** Begins to stop those that are neither declared nor started by this runner. */
    void stop(Set<String> declared) {
        for (String id : detached.ids()) {
            if (!declared.contains(id) && !living.has(id)) {
                runner.services().pool().execute(() -> stop(id));
            }
        }
    }

    private void stop(String id) {
        try {
            if (detached.claim()) {
                runner.open();
                new PreviousInstance(detached.trace(id), runner.services().terminator(), runner.services().timer(),
                        survivors -> LOG.warnf("cannot stop process '%s', which is no longer declared: %s", id,
                                String.join(", ", survivors)),
                        () -> removeRecord(id)).stop();
            }
        } catch (IOException e) {
            LOG.warnf("cannot stop process '%s', which is no longer declared: %s", id, e);
        }
    }

    private void removeRecord(String id) {
        detached.remove(id);
        detached.deleteOutput(id);
    }
}
