package io.quarkiverse.processmanager.runtime.cdi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.ObserverMethod;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.listeners.Receiver;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.ManagedContext;

/**
 * Passes the events to the CDI observers of an application. {@code Event.fire} of the container calls one observer after the
 * other, so that a slow observer would delay all others and the log. This class gives each observer a queue and a thread of its
 * own.
 * The differences to {@code Event.fire}:
 * <ul>
 * <li>{@code @Priority}: observers of one event with different priorities are called in that order, and a slow one delays
 * those after it. Observers with the same priority, such as all without {@code @Priority}, are independent. The priority has
 * no effect on observers of {@link ProcessEvent.Output}.</li>
 * <li>{@code @Observes} and {@code @ObservesAsync} have the same effect.</li>
 * <li>An observer that throws does not end the notification of the others.</li>
 * <li>Each call has a request context of its own and no transaction, so a transactional observer is called at once, as CDI
 * requires without a transaction.</li>
 * </ul>
 * Used by the thread that starts the application, then by the thread that publishes.
 */
public final class CdiObservers implements Consumer<ProcessEvent> {

    /** No process has this id, so only observers without {@code @ForProcess} match it. */
    private static final String NO_ID = "";

    private final Listeners listeners;
    private final Set<String> named;
    private final NamedProcesses names;
    private final Resolver resolver;
    private final BiConsumer<ObserverMethod<?>, ProcessEvent> call;
    private final Map<Target, List<List<Consumer<PrioritizedEvent>>>> targets = new HashMap<>();
    private final Map<ObserverMethod<?>, Consumer<PrioritizedEvent>> queues = new IdentityHashMap<>();

    /** Finds the observers of an event. */
    interface Resolver {
        Set<ObserverMethod<? super ProcessEvent>> observersOf(ProcessEvent event);
    }

    /** Determines the observers of an event: its type, and the id of its process if observers can name that id. */
    private record Target(Class<?> type, String id) {
    }

    CdiObservers(Listeners listeners, Collection<String> named, NamedProcesses names, Resolver resolver,
            BiConsumer<ObserverMethod<?>, ProcessEvent> call) {
        this.listeners = listeners;
        this.named = Set.copyOf(named);
        this.names = names;
        this.resolver = resolver;
        this.call = call;
    }

    /**
     * Subscribes the observers. {@code @ForProcess} can name the given processes only.
     *
     * @param withReplicas those of them that have replicas, whose observers receive the events of all replicas
     */
    public static void subscribe(Listeners listeners, List<String> processIds, Set<String> withReplicas) {
        NamedProcesses names = new NamedProcesses(withReplicas);
        CdiObservers observers = new CdiObservers(listeners, processIds, names,
                event -> resolve(event, names.nameOf(event.id())), CdiObservers::call);
        listeners.route(observers);
        observers.followOutput(processIds);
        HookBeans.subscribe(listeners, names);
    }

    @Override
    public void accept(ProcessEvent event) {
        String name = names.nameOf(event.id());
        Target target = new Target(event.getClass(), named.contains(name) ? name : NO_ID);
        List<List<Consumer<PrioritizedEvent>>> priorities = targets.computeIfAbsent(target, any -> queuesOf(event));
        List<CountDownLatch> earlier = new ArrayList<>();
        for (List<Consumer<PrioritizedEvent>> observers : priorities) {
            PrioritizedEvent prioritized = new PrioritizedEvent(event, List.copyOf(earlier),
                    new CountDownLatch(observers.size()));
            observers.forEach(queue -> queue.accept(prioritized));
            earlier.add(prioritized.pending());
        }
    }

    /** The queues of the observers of an event, in the order of their priorities. */
    private List<List<Consumer<PrioritizedEvent>>> queuesOf(ProcessEvent event) {
        Map<Integer, List<Consumer<PrioritizedEvent>>> priorities = new TreeMap<>();
        for (ObserverMethod<? super ProcessEvent> observer : resolver.observersOf(event)) {
            priorities.computeIfAbsent(observer.getPriority(), any -> new ArrayList<>())
                    .add(queues.computeIfAbsent(observer, this::open));
        }
        return List.copyOf(priorities.values());
    }

    private Consumer<PrioritizedEvent> open(ObserverMethod<?> observer) {
        return listeners.queue(nameOf(observer), new Receiver<>() {

            private volatile boolean waiting;

            @Override
            public void take(PrioritizedEvent prioritized) throws InterruptedException {
                try {
                    awaitTurn(prioritized);
                    call.accept(observer, prioritized.event());
                } finally {
                    prioritized.done();
                }
            }

            private void awaitTurn(PrioritizedEvent prioritized) throws InterruptedException {
                waiting = true;
                try {
                    prioritized.await();
                } finally {
                    waiting = false;
                }
            }

            @Override
            public boolean isWaiting() {
                return waiting;
            }

            @Override
            public void dropped(PrioritizedEvent prioritized) {
                prioritized.done();
            }

            @Override
            public String describe(PrioritizedEvent prioritized) {
                return prioritized.event().getClass().getSimpleName();
            }
        });
    }

    /** Follows the output of processes only if there are observers of it. */
    private void followOutput(List<String> processIds) {
        List<String> ids = new ArrayList<>(processIds);
        ids.add(NO_ID);
        Map<ObserverMethod<?>, Boolean> known = new IdentityHashMap<>();
        for (String id : ids) {
            for (ObserverMethod<? super ProcessEvent> observer : resolver.observersOf(anyOutputOf(id))) {
                boolean wanted = observer.getObservedType() == ProcessEvent.Output.class;
                if (wanted && known.putIfAbsent(observer, true) == null) {
                    listeners.lines(nameOf(observer), CdiQualifiers.processesOf(observer.getObservedQualifiers(), names),
                            line -> call.accept(observer, new ProcessEvent.Output(line)));
                }
            }
        }
    }

    private static ProcessEvent anyOutputOf(String id) {
        return new ProcessEvent.Output(new LogLine(id, 0, 0, Instant.EPOCH, LogLine.Stream.STDOUT, ""));
    }

    /** Returns no observer after the end of the container, because no observer can be called then. */
    private static Set<ObserverMethod<? super ProcessEvent>> resolve(ProcessEvent event, String name) {
        ArcContainer container = Arc.container();
        return container == null || !container.isRunning() ? Set.of()
                : container.beanManager().resolveObserverMethods(event, CdiQualifiers.of(name));
    }

    private static <E> void call(ObserverMethod<E> observer, ProcessEvent event) {
        ArcContainer container = Arc.container();
        if (container == null || !container.isRunning()) {
            return;
        }
        @SuppressWarnings("unchecked")
        EventContext<E> context = (EventContext<E>) new CdiEventContext(event);
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
