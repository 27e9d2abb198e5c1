package io.quarkiverse.processmanager.runtime.listeners;

/** Receives the items of one listener, one after the other. A {@link ListenerQueue} catches what its methods throw. */
public interface Receiver<T> {

    /** Receives the next item. The method may block, because no other listener waits for it. */
    void take(T item) throws Exception;

    /** A newer item has replaced this item, which is lost. Called on the thread that publishes, so it returns at once. */
    default void dropped(T item) {
    }

    /** Whether {@link #take} waits for another listener at the moment. The log then names only the other one. For any thread. */
    default boolean isWaiting() {
        return false;
    }

    /** The name of the item in a log line. */
    default String describe(T item) {
        return item.getClass().getSimpleName();
    }

    /** No item follows. Called once, unless the listener has unsubscribed. */
    default void end() {
    }
}
