package io.quarkiverse.processmanager;

/**
 * Somebody who listens to processes; see {@link ProcessManager#on} and {@link ManagedProcess#on}. It ends with the application
 * at the latest. For any thread.
 */
public interface Registration extends AutoCloseable {

    /** Hears nothing more, except what it may be busy with at this moment. Idempotent. */
    @Override
    void close();

    /** How many events, or lines of output, it has not heard because it was too slow. */
    long lost();
}
