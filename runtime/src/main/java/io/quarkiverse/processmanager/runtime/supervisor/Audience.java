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
 * Who listens on behalf of one application, chosen by the ids of processes.
 * <p>
 * Duties of an implementation: each listener hears in order what it is about, from a bounded queue of its own, so that none of
 * them can hold up anybody else; all of them end with the application.
 */
public interface Audience {

    /** Calls the handler at each event of that type; {@link ProcessEvent.Output} only if it is asked for by itself. */
    <E extends ProcessEvent> Registration on(Predicate<String> processes, Class<E> type, Consumer<? super E> handler);

    /** Gives a process the hooks of its definition, in place of those before. */
    void hooks(String processId, ProcessHooks hooks);

    /** The events from the subscription on, without output. */
    Multi<ProcessEvent> events(Predicate<String> processes);

    /** What a look at the processes gives, now and after each change; a subscriber that is too slow leaves out some looks. */
    <T> Multi<T> looks(Supplier<T> look);

    /** The output that is kept, and then what comes. */
    Multi<LogLine> output(String processId);
}
