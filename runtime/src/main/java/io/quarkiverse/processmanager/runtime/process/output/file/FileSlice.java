package io.quarkiverse.processmanager.runtime.process.output.file;

import java.nio.file.Path;

/**
 * The part of a file that one incarnation of a process writes directly: from an offset to the end.
 *
 * @param path the file
 * @param from the offset in bytes
 */
public record FileSlice(Path path, long from) {
}
