package io.quarkiverse.processmanager.runtime.listeners;

/** Receives the items of one listener, one after the other. A {@link ListenerQueue} catches what its methods throw. */
public interface Receiver<T> {

    /** Receives the next item. The method may block, because no other listener waits for it. */
    void take(T item) throws Exception;

    /**
     * This item is lost: a newer item has replaced it, or the queue has ended. Called on the thread that publishes, so it
     * returns at once.
     */
    default void dropped(T item) {
    }

    /**
     * Whether {@link #take} waits for another listener. When the application ends, the log names only the listener that is busy.
     * For any thread.
     */
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
