package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHooks;
import io.quarkiverse.processmanager.Registration;
import io.smallrye.mutiny.Multi;

/**
 * Subscribes listeners of one application to processes, which the predicates select by id. {@link EventSink} is the other end:
 * the supervisor publishes to the sink, and the commands subscribe to the source.
 * <p>
 * Duties of an implementation: each listener receives its events in order, from a bounded queue of its own, and delays no other
 * listener. All listeners end with the application.
 */
public interface EventSource {

    /** Calls the handler for each event of this type; {@link ProcessEvent.Output} only if it is that very type. */
    <E extends ProcessEvent> Registration on(Predicate<String> processes, Class<E> type, Consumer<? super E> handler);

    /** Sets the hooks of the definition of a process and replaces earlier ones. */
    void hooks(String processId, ProcessHooks hooks);

    /** The events from the subscription on, without output. */
    Multi<ProcessEvent> events(Predicate<String> processes);

    /** The current snapshot, then one snapshot for each change. A slow subscriber receives only the latest. */
    <T> Multi<T> updates(Supplier<T> snapshot);

    /** The lines in the buffer, then each new line. */
    Multi<LogLine> output(String processId);
}
