package io.quarkiverse.processmanager.runtime.watching;

import java.time.Duration;

import io.quarkiverse.processmanager.runtime.files.FileSet;

/**
 * The files that are watched for one process.
 *
 * @param debounce how long no further change must follow until the listener receives the change
 */
public record WatchedFiles(String id, FileSet files, Duration debounce) {
}
