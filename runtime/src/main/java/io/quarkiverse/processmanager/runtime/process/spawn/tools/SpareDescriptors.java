package io.quarkiverse.processmanager.runtime.process.spawn.tools;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;

/**
 * Checks that enough file descriptors are free for a start. When they run out while the JDK makes its pipes, JDK 17 and 25
 * close descriptor 0 of this JVM. That is its input, or later a file or a connection of the application.
 */
public final class SpareDescriptors {

    /** Three pipes for the input and the output, two pipes of the JDK itself, and some descriptors for other threads. */
    private static final int NEEDED = 13;

    private SpareDescriptors() {
    }

    /**
     * Opens and closes so many descriptors as a start needs.
     *
     * @param nothing a file that can always be opened
     * @throws StartRefusedException if there are not enough descriptors
     */
    public static void require(File nothing) throws StartRefusedException {
        List<InputStream> opened = new ArrayList<>(NEEDED);
        try {
            for (int i = 0; i < NEEDED; i++) {
                opened.add(new FileInputStream(nothing));
            }
        } catch (IOException e) {
            throw new StartRefusedException(Reason.OUT_OF_RESOURCES, "there are too many open files; see ulimit -n");
        } finally {
            opened.forEach(SpareDescriptors::close);
        }
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // No data is lost.
        }
    }
}
