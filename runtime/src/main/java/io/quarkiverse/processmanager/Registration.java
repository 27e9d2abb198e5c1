package io.quarkiverse.processmanager;

/**
 * A registered listener, see {@link ProcessManager#on} and {@link ManagedProcess#on}. Close it to unsubscribe; the end of the
 * application closes it, too. Safe for use by several threads.
 */
public interface Registration extends AutoCloseable {

    /** Unsubscribes. A call of the listener that is running continues. Idempotent. */
    @Override
    void close();

    /** The number of events, or lines of output, that the listener has lost because it was too slow. */
    long lost();
}
