package io.quarkiverse.processmanager.docs;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessStatus;

@ApplicationScoped
public class Sidecars {

    private static final Logger LOG = Logger.getLogger(Sidecars.class);

    // tag::use[]
    @Inject
    ProcessManager processes;

    public String whatIsTheMatterWith(String id) {
        ProcessStatus status = processes.get(id).status();
        return status.isReady() ? "nothing" : status.phase() + ": " + status.why();
    }

    public CompletionStage<ProcessStatus> again(String id) {
        ManagedProcess process = processes.get(id);
        return process.restart();
    }
    // end::use[]

    // tag::observe[]
    void crashed(@Observes ProcessEvent.Crashed crash) {
        LOG.warnf("%s: %s, again: %s", crash.id(), crash.error(), crash.willRestart());
    }
    // end::observe[]
}
