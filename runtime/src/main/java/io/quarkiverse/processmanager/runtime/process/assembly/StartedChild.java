package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;

/**
 * The root process of a start, with its tree.
 *
 * @param input the writing end of its standard input
 * @param startedNanos its start in the time of {@link System#nanoTime()}
 */
record StartedChild(ProcessTree tree, OutputStream input, long startedNanos) {

    Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    void closeInput() {
        try {
            input.close();
        } catch (IOException e) {
            // Nothing was written.
        }
    }
}
