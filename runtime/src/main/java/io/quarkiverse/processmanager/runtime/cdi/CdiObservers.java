package io.quarkiverse.processmanager.runtime.cdi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.ObserverMethod;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.ManagedContext;

/**
 * Tells the CDI observers of an application. The container's own way to fire an event calls the synchronous observers one after
 * the other, and the asynchronous ones, too: each would wait for all before it. Here each has a queue of its own; what it is
 * called with is the same. Used by the thread that starts the application, then by the one that announces.
 */
public final class CdiObservers implements Consumer<ProcessEvent> {

    /** No process has this id, so that only those observe it who name none. */
    private static final String NOBODY = "";

    private final Listeners listeners;
    private final Map<ObserverMethod<?>, Consumer<ProcessEvent>> queues = new IdentityHashMap<>();

    private CdiObservers(Listeners listeners) {
        this.listeners = listeners;
    }

    /** Begins to tell them. Only the given processes can be named by observers; those who name none hear of all. */
    public static void join(Listeners listeners, List<String> processIds) {
        CdiObservers observers = new CdiObservers(listeners);
        listeners.route(observers);
        List<String> named = new ArrayList<>(processIds);
        named.add(NOBODY);
        observers.followOutput(named);
        HookBeans.join(listeners);
    }

    @Override
    public void accept(ProcessEvent event) {
        for (ObserverMethod<? super ProcessEvent> observer : observersOf(event)) {
            queues.computeIfAbsent(observer, any -> listeners.queue(nameOf(observer), next -> tell(observer, next)))
                    .accept(event);
        }
    }

    /** Output is followed only for those who observe it. */
    private void followOutput(List<String> processIds) {
        Map<ObserverMethod<?>, Boolean> known = new IdentityHashMap<>();
        for (String id : processIds) {
            for (ObserverMethod<? super ProcessEvent> observer : observersOf(anyOutputOf(id))) {
                boolean wanted = observer.getObservedType() == ProcessEvent.Output.class;
                if (wanted && known.putIfAbsent(observer, true) == null) {
                    listeners.lines(nameOf(observer), CdiQualifiers.processesOf(observer.getObservedQualifiers()),
                            line -> tell(observer, new ProcessEvent.Output(line)));
                }
            }
        }
    }

    private static ProcessEvent anyOutputOf(String id) {
        return new ProcessEvent.Output(new LogLine(id, 0, 0, Instant.EPOCH, LogLine.Stream.STDOUT, ""));
    }

    private static Set<ObserverMethod<? super ProcessEvent>> observersOf(ProcessEvent event) {
        ArcContainer container = Arc.container();
        return container == null || !container.isRunning() ? Set.of()
                : container.beanManager().resolveObserverMethods(event, CdiQualifiers.of(event));
    }

    private static <E> void tell(ObserverMethod<E> observer, ProcessEvent event) {
        ArcContainer container = Arc.container();
        if (container == null || !container.isRunning()) {
            return;
        }
        @SuppressWarnings("unchecked")
        EventContext<E> context = (EventContext<E>) new Occurrence(event);
        ManagedContext request = container.requestContext();
        request.activate();
        try {
            observer.notify(context);
        } finally {
            request.terminate();
        }
    }

    private static String nameOf(ObserverMethod<?> observer) {
        return "an observer in " + observer.getBeanClass().getName();
    }
}
