package io.quarkiverse.processmanager.runtime.process;

import java.nio.file.Path;

/**
 * What one incarnation of a process writes by itself: all of a file from some place on.
 *
 * @param path the file
 * @param from how many bytes in it were written before
 */
record FileSlice(Path path, long from) {
}
