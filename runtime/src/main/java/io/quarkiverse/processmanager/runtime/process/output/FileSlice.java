package io.quarkiverse.processmanager.runtime.process.output;

import java.nio.file.Path;

/**
 * What one incarnation of a process writes by itself: all of a file from some place on.
 *
 * @param path the file
 * @param from how many bytes in it were written before
 */
public record FileSlice(Path path, long from) {
}
