package io.quarkiverse.processmanager.runtime.watching;

import java.nio.file.Path;

/** Receives what a {@link FileWatcher} finds, on its thread. Its methods return at once. */
public interface ChangeListener {

    /**
     * Watched files have changed, and none of them has changed again during the debounce.
     *
     * @param first one of the files
     * @param count how many have changed
     */
    void changed(String id, Path first, int count);

    /** Some files of a process are not watched; {@code why} is a sentence about the cause and what to do. */
    void unwatched(String id, String why);
}
