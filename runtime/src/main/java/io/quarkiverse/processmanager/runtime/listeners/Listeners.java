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
import java.util.function.BooleanSupplier;
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
import io.quarkiverse.processmanager.runtime.faults.Faults;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSink;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSource;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSource.OneProcess;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.smallrye.mutiny.Multi;

/**
 * The listeners of one application: its observers, hooks, handlers and streams. They end with the application, and with them
 * end the last references to its classes. Safe for use by several threads.
 */
public final class Listeners implements EventSource, EventSink {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private final ProcessRunner runner;
    private final ListenerThreads threads = new ListenerThreads();
    private final Set<ListenerQueue<?>> open = ConcurrentHashMap.newKeySet();
    private final Subscriptions subscriptions = new Subscriptions();
    private final Map<String, ListenerQueue<HookEvent>> hooksOfDefinitions = new ConcurrentHashMap<>();
    private final Set<Runnable> changeListeners = ConcurrentHashMap.newKeySet();
    /** The ids of processes whose next start is no restart. Used only by the thread that publishes. */
    private final Set<String> atRest = new HashSet<>();
    private volatile boolean closed;

    public Listeners(ProcessRunner runner) {
        this.runner = runner;
    }

    /** Sets the class loader of the application, the context class loader of all listeners. */
    public void serve(ClassLoader application) {
        threads.serve(application);
    }

    /**
     * Lets the listeners wait for {@link #deliver()}: the application is starting, and its beans may not be usable yet. The
     * queues collect the items meanwhile.
     */
    public void hold() {
        threads.hold();
    }

    /** Delivers the items that the queues have collected, and all later ones at once. */
    public void deliver() {
        threads.release();
    }

    @Override
    public void attached(Map<String, ProcessStatus> statuses) {
        statuses.values().stream().filter(status -> status.phase().isAtRest()).map(ProcessStatus::id).forEach(atRest::add);
    }

    @Override
    public void publish(ProcessEvent event) {
        boolean restart = false;
        if (event instanceof ProcessEvent.Started started) {
            restart = !atRest.remove(event.id()) && started.incarnation() > 1;
        } else if (event instanceof ProcessEvent.Stopped || event instanceof ProcessEvent.Completed
                || event instanceof ProcessEvent.GaveUp) {
            atRest.add(event.id());
        }
        HookEvent hookEvent = new HookEvent(event, restart);
        subscriptions.publish(hookEvent);
    }

    @Override
    public <E extends ProcessEvent> Registration on(Predicate<String> processes, Class<E> type, Consumer<? super E> handler) {
        String name = "the handler in " + handler.getClass().getName().replaceFirst("\\$\\$Lambda.*", "");
        return type == ProcessEvent.Output.class
                ? lines(name, processes, line -> handler.accept(type.cast(new ProcessEvent.Output(line))))
                : subscribe(unlimited(name, handler::accept), processes,
                        hookEvent -> type.isInstance(hookEvent.event()) && processes.test(hookEvent.event().id()),
                        hookEvent -> type.cast(hookEvent.event()));
    }

    /** Passes each later line of output to a consumer; the name is for the log. */
    public Registration lines(String name, Predicate<String> processes, Consumer<LogLine> taker) {
        return follow(unlimited(name, taker::accept), processes, false);
    }

    /**
     * Passes the lines of output that are kept, and each later one, to a receiver; the name is for the log. The receiver finds a
     * loss by {@link LogLine#sequence()}.
     */
    public Registration allLines(String name, Predicate<String> processes, Receiver<LogLine> receiver) {
        ListenerQueue<LogLine> queue = unlimited(name, receiver);
        queue.suppressLossReport();
        return follow(queue, processes, true);
    }

    /**
     * Opens a queue for a receiver that selects its items itself; the name is for the log.
     *
     * @return adds an item to the queue and returns at once
     */
    public <T> Consumer<T> queue(String name, Receiver<T> receiver) {
        ListenerQueue<T> queue = unlimited(name, receiver);
        EventFeed<T> feed = new EventFeed<>(receiver::dropped);
        open(queue, feed);
        return item -> offer(queue, feed, item);
    }

    /** Passes each event to a router, on the thread that publishes. The router returns at once. */
    public void route(Consumer<ProcessEvent> router) {
        subscriptions.add(id -> true, hookEvent -> router.accept(hookEvent.event()));
    }

    @Override
    public void hooks(String processId, ProcessHooks hooks) {
        hooksOfDefinitions.compute(processId, (id, before) -> {
            if (before != null) {
                before.close();
            }
            return hooks == ProcessHooks.NONE ? null
                    : hookQueue("a hook of process '" + id + "'", new OneProcess(id), () -> hooks);
        });
    }

    /** Releases the hooks of the definition; they still receive the last event of the process. */
    @Override
    public Runnable forget(String processId) {
        Optional<ListenerQueue<HookEvent>> hooks = Optional.ofNullable(hooksOfDefinitions.remove(processId));
        return () -> {
            atRest.remove(processId);
            hooks.ifPresent(ListenerQueue::seal);
        };
    }

    /** Calls hooks at starts, stops, restarts and crashes; the name is for the log. */
    public Registration hooks(String name, Predicate<String> processes, Supplier<ProcessHooks> hooks) {
        return hookQueue(name, processes, hooks);
    }

    private ListenerQueue<HookEvent> hookQueue(String name, Predicate<String> processes, Supplier<ProcessHooks> hooks) {
        return subscribe(unlimited(name, new Receiver<>() {

            @Override
            public void take(HookEvent hookEvent) {
                hookEvent.call(hooks.get());
            }

            @Override
            public String describe(HookEvent hookEvent) {
                return hookEvent.event().getClass().getSimpleName();
            }
        }), processes,
                hookEvent -> HookEvent.hasHook(hookEvent.event()) && processes.test(hookEvent.event().id()),
                hookEvent -> hookEvent);
    }

    @Override
    public Multi<ProcessEvent> events(Predicate<String> processes) {
        return stream("a subscriber to events", queue -> subscribe(queue, processes,
                hookEvent -> processes.test(hookEvent.event().id()), HookEvent::event));
    }

    @Override
    public void changed() {
        changeListeners.forEach(Faults::contain);
    }

    @Override
    public <T> Multi<T> updates(Supplier<Supplier<List<T>>> reader, Supplier<BooleanSupplier> news) {
        return stream("a subscriber to status updates", queue -> {
            LatestFeed<T> feed = new LatestFeed<>(reader.get());
            BooleanSupplier isNews = news.get();
            Runnable listener = () -> {
                if (isNews.getAsBoolean()) {
                    feed.changed();
                    queue.wake();
                }
            };
            changeListeners.add(listener);
            queue.whenEnded(() -> changeListeners.remove(listener));
            open(queue, feed);
        });
    }

    @Override
    public Multi<LogLine> output(String processId) {
        return output(processId, processId::equals);
    }

    @Override
    public Multi<LogLine> output(String id, Predicate<String> processes) {
        return stream("a subscriber to the output of process '" + id + "'",
                queue -> {
                    // The sequence numbers of the lines show a loss.
                    queue.suppressLossReport();
                    follow(queue, processes, true);
                });
    }

    @Override
    public Multi<byte[]> terminal(String processId) {
        return stream("a subscriber to the terminal of process '" + processId + "'", queue -> {
            // The screen of a terminal is made of its last bytes.
            queue.suppressLossReport();
            open(queue, runner.terminal(processId, queue::wake));
        });
    }

    @Override
    public <T> Multi<T> untilEnd(String name, Function<Runnable, EndingFeed<T>> source) {
        return stream(name, queue -> {
            queue.suppressLossReport();
            EndingFeed<T> feed = source.apply(queue::wake);
            open(queue, feed);
            feed.whenEnded(queue::seal);
        });
    }

    private <T> Multi<T> stream(String name, Consumer<ListenerQueue<T>> beginning) {
        Flow.Publisher<T> publisher = subscriber -> {
            StreamSubscription<T> stream = new StreamSubscription<>(name, subscriber, threads);
            subscriber.onSubscribe(stream);
            try {
                beginning.accept(stream.queue());
            } catch (ProcessException e) {
                // The application has ended, and the stream with it.
                stream.end();
            }
        };
        return Multi.createFrom().publisher(publisher);
    }

    private <T> ListenerQueue<T> unlimited(String name, Receiver<T> receiver) {
        ListenerQueue<T> queue = new ListenerQueue<>(name, receiver, threads);
        queue.request(Long.MAX_VALUE);
        return queue;
    }

    private <T> ListenerQueue<T> subscribe(ListenerQueue<T> queue, Predicate<String> processes, Predicate<HookEvent> wanted,
            Function<HookEvent, T> form) {
        EventFeed<T> feed = new EventFeed<>(event -> {
        });
        Consumer<HookEvent> subscription = hookEvent -> {
            if (wanted.test(hookEvent)) {
                offer(queue, feed, form.apply(hookEvent));
            }
        };
        subscriptions.add(processes, subscription);
        queue.whenEnded(() -> subscriptions.remove(processes, subscription));
        return open(queue, feed);
    }

    private static <T> void offer(ListenerQueue<T> queue, EventFeed<T> feed, T event) {
        feed.add(event);
        queue.reportLoss();
        queue.wake();
    }

    private Registration follow(ListenerQueue<LogLine> queue, Predicate<String> processes, boolean history) {
        return open(queue, runner.follow(processes, history, queue::wake));
    }

    private <T> ListenerQueue<T> open(ListenerQueue<T> queue, ProcessRunner.Feed<T> feed) {
        queue.from(feed);
        open.add(queue);
        queue.whenEnded(() -> open.remove(queue));
        // In this order: close() sets the flag first and then ends the open queues.
        if (closed) {
            queue.close();
            throw new ProcessException(ProcessException.Reason.CLOSED, "",
                    "cannot listen to processes: the application has ended or is being reloaded");
        }
        return queue;
    }

    /** The number of listeners. */
    public int count() {
        return open.size();
    }

    /**
     * Delivers the remaining items to all listeners, unless these are held, and ends them. Interrupts a listener that
     * is busy after the timeout.
     */
    public void close(Duration timeout) {
        closed = true;
        List<ListenerQueue<?>> ending = List.copyOf(open);
        if (threads.isHolding()) {
            // The start of the application has failed, and no bean can receive an item.
            end(ending);
            return;
        }
        CompletableFuture<?>[] ends = ending.stream().map(ListenerQueue::seal).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(Durations.millis(timeout), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            ending.stream().filter(ListenerQueue::isBusy).forEach(queue -> LOG.warnf(
                    "%s was still busy when its application ended, and was interrupted", queue.name()));
        } catch (ExecutionException e) {
            LOG.debug("a listener could not be ended", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end(ending);
    }

    private void end(List<ListenerQueue<?>> ending) {
        ending.forEach(ListenerQueue::close);
        subscriptions.clear();
        changeListeners.clear();
        threads.close();
    }
}
