package io.quarkiverse.processmanager.runtime.listeners;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessHooks;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.Registration;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.supervisor.Audience;
import io.smallrye.mutiny.Multi;

/**
 * Everybody who listens on behalf of one application: its observers, hooks, handlers and streams. They end with it, and with
 * them the last reference to anything of it. Safe for use by several threads.
 */
public final class Listeners implements Audience {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private final ProcessRunner runner;
    private final ListenerThreads threads = new ListenerThreads();
    private final Set<Delivery<?>> open = ConcurrentHashMap.newKeySet();
    private final Set<Hearing> hearings = ConcurrentHashMap.newKeySet();
    private final Map<String, Delivery<Moment>> hooksOfDefinitions = new ConcurrentHashMap<>();
    private final Set<Runnable> onlookers = ConcurrentHashMap.newKeySet();
    /** Those whose next start is no restart; for the thread that announces. */
    private final Set<String> atRest = new HashSet<>();
    private volatile boolean closed;

    /** Takes the events that somebody wants to hear of, and returns at once. */
    private interface Hearing {
        void hear(Moment moment);
    }

    public Listeners(ProcessRunner runner) {
        this.runner = runner;
    }

    /** What listens belongs to the application of that class loader. */
    public void serve(ClassLoader application) {
        threads.serve(application);
    }

    /** How the processes are before the first event. On the thread that announces. */
    public void begin(Map<String, ProcessStatus> statuses) {
        statuses.values().stream().filter(status -> status.phase().isAtRest()).map(ProcessStatus::id).forEach(atRest::add);
    }

    /** Tells all who want to know. On the thread that announces; returns at once. */
    public void tell(ProcessEvent event) {
        boolean again = false;
        if (event instanceof ProcessEvent.Started started) {
            again = !atRest.remove(event.id()) && started.incarnation() > 1;
        } else if (event instanceof ProcessEvent.Stopped || event instanceof ProcessEvent.Completed
                || event instanceof ProcessEvent.GaveUp) {
            atRest.add(event.id());
        }
        Moment moment = new Moment(event, again);
        hearings.forEach(hearing -> hearing.hear(moment));
    }

    @Override
    public <E extends ProcessEvent> Registration on(Predicate<String> processes, Class<E> type, Consumer<? super E> handler) {
        String name = "the handler in " + handler.getClass().getName().replaceFirst("\\$\\$Lambda.*", "");
        return type == ProcessEvent.Output.class
                ? lines(name, processes, line -> handler.accept(type.cast(new ProcessEvent.Output(line))))
                : hear(unlimited(name, handler::accept),
                        moment -> type.isInstance(moment.event()) && processes.test(moment.event().id()),
                        moment -> type.cast(moment.event()));
    }

    /** Hands each line of output from now on to somebody; the name is for the log. */
    public Registration lines(String name, Predicate<String> processes, Consumer<LogLine> taker) {
        return follow(unlimited(name, taker::accept), processes, false);
    }

    /**
     * Opens a queue for a receiver that selects its items itself; the name is for the log.
     *
     * @return adds an item to the queue and returns at once
     */
    public <T> Consumer<T> queue(String name, Receiver<T> receiver) {
        Delivery<T> delivery = unlimited(name, receiver);
        EventSupply<T> supply = new EventSupply<>(receiver::dropped);
        open(delivery, supply);
        return item -> offer(delivery, supply, item);
    }

    /** Asks somebody at each event. He returns at once. */
    public void route(Consumer<ProcessEvent> router) {
        hearings.add(moment -> router.accept(moment.event()));
    }

    @Override
    public void hooks(String processId, ProcessHooks hooks) {
        hooksOfDefinitions.compute(processId, (id, before) -> {
            if (before != null) {
                before.close();
            }
            return hooks == ProcessHooks.NONE ? null : moments("a hook of process '" + id + "'", id::equals, () -> hooks);
        });
    }

    /**
     * A process is gone for good: lets go of the hooks of its definition.
     *
     * @return to be run after its last event, which they still hear
     */
    public Runnable forget(String processId) {
        Optional<Delivery<Moment>> hooks = Optional.ofNullable(hooksOfDefinitions.remove(processId));
        return () -> {
            atRest.remove(processId);
            hooks.ifPresent(Delivery::seal);
        };
    }

    /** Lets somebody hear of starts, stops, restarts and crashes; the name is for the log. */
    public Registration hooks(String name, Predicate<String> processes, Supplier<ProcessHooks> hooks) {
        return moments(name, processes, hooks);
    }

    private Delivery<Moment> moments(String name, Predicate<String> processes, Supplier<ProcessHooks> hooks) {
        return hear(unlimited(name, new Receiver<>() {

            @Override
            public void take(Moment moment) {
                moment.tell(hooks.get());
            }

            @Override
            public String describe(Moment moment) {
                return moment.event().getClass().getSimpleName();
            }
        }),
                moment -> Moment.isOne(moment.event()) && processes.test(moment.event().id()), moment -> moment);
    }

    @Override
    public Multi<ProcessEvent> events(Predicate<String> processes) {
        return stream("a subscriber to events", delivery -> hear(delivery,
                moment -> processes.test(moment.event().id()), Moment::event));
    }

    /** Something that can be seen of the processes has changed. On the thread that announces; returns at once. */
    public void changed() {
        onlookers.forEach(Runnable::run);
    }

    @Override
    public <T> Multi<T> looks(Supplier<T> look) {
        return stream("a subscriber to statuses", delivery -> {
            LatestSupply<T> supply = new LatestSupply<>(look);
            Runnable onlooker = () -> {
                supply.changed();
                delivery.wake();
            };
            onlookers.add(onlooker);
            delivery.whenOver(() -> onlookers.remove(onlooker));
            open(delivery, supply);
        });
    }

    @Override
    public Multi<LogLine> output(String processId) {
        return stream("a subscriber to the output of process '" + processId + "'",
                delivery -> {
                    // The numbers of the lines show it.
                    delivery.lossShows();
                    follow(delivery, processId::equals, true);
                });
    }

    private <T> Multi<T> stream(String name, Consumer<Delivery<T>> beginning) {
        Flow.Publisher<T> publisher = subscriber -> {
            Stream<T> stream = new Stream<>(name, subscriber, threads);
            subscriber.onSubscribe(stream);
            try {
                beginning.accept(stream.delivery());
            } catch (ProcessException e) {
                // The application has ended, and the stream with it.
                stream.end();
            }
        };
        return Multi.createFrom().publisher(publisher);
    }

    private <T> Delivery<T> unlimited(String name, Receiver<T> receiver) {
        Delivery<T> delivery = new Delivery<>(name, receiver, threads);
        delivery.want(Long.MAX_VALUE);
        return delivery;
    }

    private <T> Delivery<T> hear(Delivery<T> delivery, Predicate<Moment> wanted,
            java.util.function.Function<Moment, T> form) {
        EventSupply<T> supply = new EventSupply<>(event -> {
        });
        Hearing hearing = moment -> {
            if (wanted.test(moment)) {
                offer(delivery, supply, form.apply(moment));
            }
        };
        hearings.add(hearing);
        delivery.whenOver(() -> hearings.remove(hearing));
        return open(delivery, supply);
    }

    private static <T> void offer(Delivery<T> delivery, EventSupply<T> supply, T event) {
        supply.add(event);
        delivery.tellLoss();
        delivery.wake();
    }

    private Registration follow(Delivery<LogLine> delivery, Predicate<String> processes, boolean history) {
        return open(delivery, new LineSupply(runner.follow(processes, history, delivery::wake)));
    }

    private <T> Delivery<T> open(Delivery<T> delivery, Supply<T> supply) {
        delivery.from(supply);
        open.add(delivery);
        delivery.whenOver(() -> open.remove(delivery));
        // In this order: whoever closes first sets the flag and then ends what is open.
        if (closed) {
            delivery.close();
            throw new ProcessException(ProcessException.Reason.CLOSED, "",
                    "cannot listen to processes: the application has ended or is being reloaded");
        }
        return delivery;
    }

    /** How many listen now. */
    public int count() {
        return open.size();
    }

    /**
     * Lets everybody take what is there and ends what listens; whoever still has not taken it after that time is interrupted.
     */
    public void close(Duration patience) {
        closed = true;
        List<Delivery<?>> ending = List.copyOf(open);
        CompletableFuture<?>[] ends = ending.stream().map(Delivery::seal).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            ending.stream().filter(delivery -> !delivery.isOver()).forEach(delivery -> LOG.warnf(
                    "%s was still busy when its application ended, and was interrupted", delivery.name()));
        } catch (ExecutionException e) {
            LOG.debug("a listener could not be ended", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ending.forEach(Delivery::close);
        hearings.clear();
        onlookers.clear();
        threads.close();
    }
}
