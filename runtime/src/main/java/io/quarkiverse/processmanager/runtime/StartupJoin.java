package io.quarkiverse.processmanager.runtime;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

/**
 * Waits for the definitions of the processes before the first observer of the start of the application: an invalid definition then
 * ends the start before code of the application runs and before the application accepts requests.
 */
public class StartupJoin {

    static void awaitDefinitions(@Observes @Priority(Integer.MIN_VALUE) StartupEvent event) {
        ManagerStart.awaitPreparation();
    }
}
