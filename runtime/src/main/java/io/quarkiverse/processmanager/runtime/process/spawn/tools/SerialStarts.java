package io.quarkiverse.processmanager.runtime.process.spawn.tools;

import java.io.IOException;

/**
 * Starts the children of this JVM that the JDK spawns, one at a time. The JDK starts each child by a helper program, which inherits
 * the pipes of the starts beside it. If the JVM is killed at that moment, each helper waits for ever for the end of a pipe that
 * another helper holds. Safe for use by several threads.
 */
public final class SerialStarts {

    private SerialStarts() {
    }

    /** Starts a child, when all starts before it have ended. */
    public static Process start(ProcessBuilder builder) throws IOException {
        // All class loaders share this lock: an application and its continuous tests have an engine each.
        synchronized (ProcessBuilder.class) {
            return builder.start();
        }
    }
}
