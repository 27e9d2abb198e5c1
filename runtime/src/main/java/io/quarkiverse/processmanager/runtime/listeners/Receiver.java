package io.quarkiverse.processmanager.runtime.listeners;

/** Receives the items of one listener, one after the other. A {@link Delivery} contains what its methods throw. */
public interface Receiver<T> {

    /** Receives the next item. It may block: no other listener waits for it. */
    void take(T item) throws Exception;

    /** An item made room for a newer one and is lost. Called on the thread that publishes: it returns at once. */
    default void dropped(T item) {
    }

    /** What a log line calls the item. */
    default String describe(T item) {
        return item.getClass().getSimpleName();
    }

    /** No item follows. Called once, unless the listener has unsubscribed. */
    default void end() {
    }
}
