package io.quarkiverse.processmanager.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The named pipe to the harness. Each line opens it again: the harness takes the end of all writers for the death of all children.
 *
 * @param pipe the named pipe
 */
record Report(Path pipe) {

    /** Writes {@code WHAT ID PID NANOS NUMBER}. {@link System#nanoTime()} is the monotonic clock of the children. */
    void write(String what, String id, long number) {
        String line = what + " " + id + " " + ProcessHandle.current().pid() + " " + System.nanoTime() + " " + number + "\n";
        try {
            Files.write(pipe, line.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
