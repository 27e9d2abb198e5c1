package io.quarkiverse.processmanager.runtime.process.output;

import io.quarkiverse.processmanager.LogLine.Stream;

/**
 * Receives the news of the lines in one buffer, on the thread that brings them. Its methods return at once and do not throw: this
 * thread must read on.
 */
interface LineNews {

    /** Whether lines of this stream go to the log at the moment. */
    boolean isLogged(Stream stream);

    /** The buffer has new lines of this stream. */
    void changed(Stream stream);
}
