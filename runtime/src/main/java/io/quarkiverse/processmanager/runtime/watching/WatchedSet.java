package io.quarkiverse.processmanager.runtime.watching;

import java.nio.file.Path;
import java.util.Set;

import io.quarkiverse.processmanager.runtime.files.FileMatcher;

/**
 * The files of one process while they are watched.
 *
 * @param bases where the patterns begin: directories, or files that a pattern names, which need not exist
 */
record WatchedSet(WatchedFiles declared, FileMatcher matcher, Set<Path> bases) {

    static WatchedSet of(WatchedFiles declared) {
        return new WatchedSet(declared, declared.files().matcher(), declared.files().bases());
    }

    String id() {
        return declared.id();
    }

    /** Whether a directory with this path is the beginning of a pattern, or is above it. */
    boolean leadsToBase(Path path) {
        return bases.stream().anyMatch(base -> base.startsWith(path));
    }
}
