package io.quarkiverse.processmanager.runtime.engine;

import java.time.Instant;
import java.util.List;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;

/** Follows the starts of all applications that an engine works for, one after the other. Its methods return at once. */
public interface StartObserver {

    /** These processes are about to start together. On the thread that starts the application. */
    void startBegins(List<String> ids, Instant time);

    /** On the thread that publishes, also between two applications. */
    void accept(ProcessEvent event, Snapshot state);
}
