package io.quarkiverse.processmanager.runtime.process.output;

import io.quarkiverse.processmanager.LogLine.Stream;

/** Learns about the new lines of one process, on the thread that brings them. Its methods return at once. */
interface LineNews {

    /** Whether lines of this stream go to the log at the moment. */
    boolean isLogged(Stream stream);

    /** The buffer has new lines of this stream. */
    void changed(Stream stream);
}
