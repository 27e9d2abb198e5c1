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
import java.util.function.Function;
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
import io.quarkiverse.processmanager.runtime.supervisor.EventSink;
import io.smallrye.mutiny.Multi;

/**
 * The listeners of one application: its observers, hooks, handlers and streams. They end with the application, and with them
 * the last reference to its classes. Safe for use by several threads.
 */
public final class Listeners implements Audience, EventSink {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private final ProcessRunner runner;
    private final ListenerThreads threads = new ListenerThreads();
    private final Set<Delivery<?>> open = ConcurrentHashMap.newKeySet();
    private final Set<Consumer<Moment>> subscriptions = ConcurrentHashMap.newKeySet();
    private final Map<String, Delivery<Moment>> hooksOfDefinitions = new ConcurrentHashMap<>();
    private final Set<Runnable> changeListeners = ConcurrentHashMap.newKeySet();
    /** The ids of processes whose next start is no restart; for the thread that announces. */
    private final Set<String> atRest = new HashSet<>();
    private volatile boolean closed;

    public Listeners(ProcessRunner runner) {
        this.runner = runner;
    }

    /** Sets the class loader of the application, the context class loader of all listeners. */
    public void serve(ClassLoader application) {
        threads.serve(application);
    }

    @Override
    public void joined(Map<String, ProcessStatus> statuses) {
        statuses.values().stream().filter(status -> status.phase().isAtRest()).map(ProcessStatus::id).forEach(atRest::add);
    }

    @Override
    public void announce(ProcessEvent event) {
        boolean again = false;
        if (event instanceof ProcessEvent.Started started) {
            again = !atRest.remove(event.id()) && started.incarnation() > 1;
        } else if (event instanceof ProcessEvent.Stopped || event instanceof ProcessEvent.Completed
                || event instanceof ProcessEvent.GaveUp) {
            atRest.add(event.id());
        }
        Moment moment = new Moment(event, again);
        subscriptions.forEach(subscription -> subscription.accept(moment));
    }

    @Override
    public <E extends ProcessEvent> Registration on(Predicate<String> processes, Class<E> type, Consumer<? super E> handler) {
        String name = "the handler in " + handler.getClass().getName().replaceFirst("\\$\\$Lambda.*", "");
        return type == ProcessEvent.Output.class
                ? lines(name, processes, line -> handler.accept(type.cast(new ProcessEvent.Output(line))))
                : subscribe(unlimited(name, handler::accept),
                        moment -> type.isInstance(moment.event()) && processes.test(moment.event().id()),
                        moment -> type.cast(moment.event()));
    }

    /** Passes each line of output from now on to a consumer; the name is for the log. */
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
        EventFeed<T> feed = new EventFeed<>(receiver::dropped);
        open(delivery, feed);
        return item -> offer(delivery, feed, item);
    }

    /** Passes each event to a router, on the thread that announces. The router returns at once. */
    public void route(Consumer<ProcessEvent> router) {
        subscriptions.add(moment -> router.accept(moment.event()));
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

    /** Releases the hooks of the definition; they still receive the last event of the process. */
    @Override
    public Runnable forget(String processId) {
        Optional<Delivery<Moment>> hooks = Optional.ofNullable(hooksOfDefinitions.remove(processId));
        return () -> {
            atRest.remove(processId);
            hooks.ifPresent(Delivery::seal);
        };
    }

    /** Calls hooks at starts, stops, restarts and crashes; the name is for the log. */
    public Registration hooks(String name, Predicate<String> processes, Supplier<ProcessHooks> hooks) {
        return moments(name, processes, hooks);
    }

    private Delivery<Moment> moments(String name, Predicate<String> processes, Supplier<ProcessHooks> hooks) {
        return subscribe(unlimited(name, new Receiver<>() {

            @Override
            public void take(Moment moment) {
                moment.call(hooks.get());
            }

            @Override
            public String describe(Moment moment) {
                return moment.event().getClass().getSimpleName();
            }
        }),
                moment -> Moment.hasHook(moment.event()) && processes.test(moment.event().id()), moment -> moment);
    }

    @Override
    public Multi<ProcessEvent> events(Predicate<String> processes) {
        return stream("a subscriber to events", delivery -> subscribe(delivery,
                moment -> processes.test(moment.event().id()), Moment::event));
    }

    @Override
    public void changed() {
        changeListeners.forEach(Runnable::run);
    }

    @Override
    public <T> Multi<T> updates(Supplier<T> snapshot) {
        return stream("a subscriber to status updates", delivery -> {
            LatestFeed<T> feed = new LatestFeed<>(snapshot);
            Runnable listener = () -> {
                feed.changed();
                delivery.wake();
            };
            changeListeners.add(listener);
            delivery.whenOver(() -> changeListeners.remove(listener));
            open(delivery, feed);
        });
    }

    @Override
    public Multi<LogLine> output(String processId) {
        return stream("a subscriber to the output of process '" + processId + "'",
                delivery -> {
                    // The sequence numbers of the lines show it.
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
        delivery.request(Long.MAX_VALUE);
        return delivery;
    }

    private <T> Delivery<T> subscribe(Delivery<T> delivery, Predicate<Moment> wanted, Function<Moment, T> form) {
        EventFeed<T> feed = new EventFeed<>(event -> {
        });
        Consumer<Moment> subscription = moment -> {
            if (wanted.test(moment)) {
                offer(delivery, feed, form.apply(moment));
            }
        };
        subscriptions.add(subscription);
        delivery.whenOver(() -> subscriptions.remove(subscription));
        return open(delivery, feed);
    }

    private static <T> void offer(Delivery<T> delivery, EventFeed<T> feed, T event) {
        feed.add(event);
        delivery.reportLoss();
        delivery.wake();
    }

    private Registration follow(Delivery<LogLine> delivery, Predicate<String> processes, boolean history) {
        return open(delivery, runner.follow(processes, history, delivery::wake));
    }

    private <T> Delivery<T> open(Delivery<T> delivery, ProcessRunner.Feed<T> feed) {
        delivery.from(feed);
        open.add(delivery);
        delivery.whenOver(() -> open.remove(delivery));
        // In this order: close() sets the flag first and then ends what is open.
        if (closed) {
            delivery.close();
            throw new ProcessException(ProcessException.Reason.CLOSED, "",
                    "cannot listen to processes: the application has ended or is being reloaded");
        }
        return delivery;
    }

    /** The number of listeners. */
    public int count() {
        return open.size();
    }

    /** Delivers the rest to all listeners and ends them. Interrupts a listener that is still busy after {@code patience}. */
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
        subscriptions.clear();
        changeListeners.clear();
        threads.close();
    }
}
