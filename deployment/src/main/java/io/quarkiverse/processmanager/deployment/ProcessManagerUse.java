package io.quarkiverse.processmanager.deployment;

import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import io.quarkiverse.processmanager.ProcessManager;

/** Finds out whether an application can create processes. */
final class ProcessManagerUse {

    private static final DotName PROCESS_MANAGER = DotName.createSimple(ProcessManager.class);
    private static final String OWN_CLASSES = "io.quarkiverse.processmanager.runtime.";

    private ProcessManagerUse() {
    }

    /**
     * Whether a class of the application calls the process manager. The constant pools show each such class, whether it injects
     * the process manager or searches for it. The classes of the extension itself do not count; dev mode indexes some of them.
     */
    static boolean in(IndexView index) {
        return index.getKnownUsers(PROCESS_MANAGER).stream()
                .anyMatch(user -> !user.name().toString().startsWith(OWN_CLASSES));
    }
}
