package io.quarkiverse.processmanager.runtime.cdi;

import java.util.function.Consumer;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;

/** Fires each event of a process as a CDI event, to synchronous and to asynchronous observers. */
public final class EventPublisher implements Consumer<ProcessEvent> {

    private static final Logger LOG = Logger.getLogger(EventPublisher.class);

    @Override
    public void accept(ProcessEvent event) {
        ArcContainer container = Arc.container();
        if (container == null || !container.isRunning()) {
            return;
        }
        container.beanManager().getEvent().fireAsync(event).exceptionally(error -> {
            LOG.warnf(error, "an observer of process '%s' threw", event.id());
            return event;
        });
        try {
            container.beanManager().getEvent().fire(event);
        } catch (RuntimeException e) {
            LOG.warnf(e, "an observer of process '%s' threw", event.id());
        }
    }
}
