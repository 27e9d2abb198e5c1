package io.quarkiverse.processmanager.runtime.listeners;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.runtime.supervisor.application.EventSource.OneProcess;

/**
 * The subscriptions to events. Those to one process are kept by its id, so that an event costs nothing for the subscriptions to
 * other processes. Safe for use by several threads.
 */
final class Subscriptions {

    private final Set<Consumer<HookEvent>> general = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<Consumer<HookEvent>>> ofOne = new ConcurrentHashMap<>();

    /** Adds a subscription, which still checks each event itself. */
    void add(Predicate<String> processes, Consumer<HookEvent> subscription) {
        if (processes instanceof OneProcess one) {
            ofOne.compute(one.id(), (id, before) -> {
                Set<Consumer<HookEvent>> some = before == null ? ConcurrentHashMap.newKeySet() : before;
                some.add(subscription);
                return some;
            });
        } else {
            general.add(subscription);
        }
    }

    void remove(Predicate<String> processes, Consumer<HookEvent> subscription) {
        if (processes instanceof OneProcess one) {
            ofOne.computeIfPresent(one.id(), (id, some) -> {
                some.remove(subscription);
                return some.isEmpty() ? null : some;
            });
        } else {
            general.remove(subscription);
        }
    }

    void publish(HookEvent event) {
        general.forEach(subscription -> subscription.accept(event));
        ofOne.getOrDefault(event.event().id(), Set.of()).forEach(subscription -> subscription.accept(event));
    }

    void clear() {
        general.clear();
        ofOne.clear();
    }
}
