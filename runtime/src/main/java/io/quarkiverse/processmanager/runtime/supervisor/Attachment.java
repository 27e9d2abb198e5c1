package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;

/** The application that the supervisor works for, from its start until its end or the next live reload. Confined to the loop. */
final class Attachment {

    private final SupervisorContext context;
    private final ProcessRegistry registry;
    private final Reconciler reconciler;

    Attachment(SupervisorContext context, ProcessRegistry registry, Reconciler reconciler) {
        this.context = context;
        this.registry = registry;
        this.reconciler = reconciler;
    }

    /** The application receives the events from now on, and its threads run the probes. */
    void attach(ApplicationServices services) {
        // The events so far are not for this application.
        context.publish();
        context.application(Optional.of(services));
        Map<String, ProcessStatus> now = context.published().snapshot().statuses();
        context.events().afterwards(() -> services.events().attached(now));
        registry.all().forEach(SupervisedProcess::applicationAttached);
    }

    /** The beans of the application are about to be destroyed. {@code released} runs after its last event. */
    void end(Runnable released) {
        context.publish();
        release();
        context.events().afterwards(released);
    }

    /**
     * Detaches the application, and removes the created processes that are not kept on a reload.
     *
     * @return the processes that would be kept but depend on one that is not, with the reason
     */
    List<Problem> detach() {
        context.publish();
        List<Problem> dropped = reconciler.detach();
        release();
        registry.all().forEach(process -> process.applicationDetached(registry.isPlanned(process.id())));
        return dropped;
    }

    private void release() {
        registry.all().forEach(SupervisedProcess::pauseChecks);
        context.application().ifPresent(services -> context.repair().contain(services::close));
        context.application(Optional.empty());
    }
}
