package io.quarkiverse.processmanager.docs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.runtime.StartupEvent;

@ApplicationScoped
public class Reports {

    @Inject
    ProcessManager processes;

    // tag::start[]
    void start(@Observes StartupEvent migrated) {
        processes.find("report").ifPresent(ManagedProcess::start);
    }
    // end::start[]
}
