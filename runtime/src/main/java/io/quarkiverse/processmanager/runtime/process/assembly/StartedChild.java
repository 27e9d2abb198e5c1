package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.process.libc.NativeProcess;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;

/**
 * The root process of a start, with its tree.
 *
 * @param direct the root, if it was started in the native way
 * @param input the writing end of its standard input
 * @param startedNanos its start in the time of {@link System#nanoTime()}
 */
record StartedChild(ProcessTree tree, Optional<NativeProcess> direct, OutputStream input, long startedNanos) {

    /** The root that this JVM has just spawned. */
    static StartedChild of(Process root, ProcessTree tree) {
        return new StartedChild(tree, root instanceof NativeProcess direct ? Optional.of(direct) : Optional.empty(),
                root.getOutputStream(), System.nanoTime());
    }

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
