package io.quarkiverse.processmanager.runtime.supervisor.application;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHooks;
import io.quarkiverse.processmanager.Registration;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.smallrye.mutiny.Multi;

/**
 * Subscribes listeners of one application to processes, which the predicates select by id. {@link EventSink} is the other end:
 * the supervisor publishes to the sink, and the commands subscribe to the source.
 * <p>
 * Duties of an implementation: each listener receives its events in order, from a bounded queue of its own, and delays no other
 * listener. All listeners end with the application.
 */
public interface EventSource {

    /** Selects one process. An event of another process costs a listener to it nothing. */
    record OneProcess(String id) implements Predicate<String> {

        @Override
        public boolean test(String other) {
            return id.equals(other);
        }
    }

    /** Calls the handler for each event of this type; {@link ProcessEvent.Output} only if it is that very type. */
    <E extends ProcessEvent> Registration on(Predicate<String> processes, Class<E> type, Consumer<? super E> handler);

    /** Sets the hooks of the definition of a process and replaces earlier ones. */
    void hooks(String processId, ProcessHooks hooks);

    /** The events from the subscription on, without output. */
    Multi<ProcessEvent> events(Predicate<String> processes);

    /**
     * An item for the current state, then items for the changes. A slow subscriber receives one item for all changes of the
     * meantime.
     *
     * @param reader makes a reader for each subscriber; it returns an item for what has changed since its last call, or none
     */
    default <T> Multi<T> updates(Supplier<Supplier<List<T>>> reader) {
        return updates(reader, () -> () -> true);
    }

    /**
     * The same for subscribers to few of the changes.
     *
     * @param news makes a test for each subscriber, called after each change; the subscriber is only woken if the test succeeds
     */
    <T> Multi<T> updates(Supplier<Supplier<List<T>>> reader, Supplier<BooleanSupplier> news);

    /** The lines in the buffer, then each new line. */
    Multi<LogLine> output(String processId);

    /** The lines in the buffers of several processes, then each new line; {@code id} names them in the log. */
    Multi<LogLine> output(String id, Predicate<String> processes);

    /** A feed that comes to an end. */
    interface EndingFeed<T> extends ProcessRunner.Feed<T> {

        /** Runs an action once when no further item comes; at once if that is so now. The action returns at once. */
        void whenEnded(Runnable action);
    }

    /**
     * The items of a feed until its end.
     *
     * @param name the subscriber, for the log
     * @param feed makes the feed of one subscriber, which runs the action for each new item
     */
    <T> Multi<T> untilEnd(String name, Function<Runnable, EndingFeed<T>> feed);

    /** The last bytes that a process has written to its terminal, then what follows. */
    Multi<byte[]> terminal(String processId);
}
