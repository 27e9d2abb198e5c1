package io.quarkiverse.processmanager.runtime.files;

import java.nio.file.Path;
import java.util.List;

/**
 * Answers whether single paths belong to a {@link FileSet}, without reading the file system. Paths are absolute and normalized.
 * Immutable.
 */
public final class FileMatcher {

    private final List<Glob> included;
    private final List<Glob> removed;

    FileMatcher(List<Glob> included, List<Glob> removed) {
        this.included = List.copyOf(included);
        this.removed = List.copyOf(removed);
    }

    /** Whether a file with this path belongs to the set. */
    public boolean contains(Path file) {
        for (Glob glob : included) {
            if (glob.matches(file) && !glob.excludedByDefault(file)) {
                return !removes(file);
            }
        }
        return false;
    }

    /** Whether a file in this directory, or further below it, can belong to the set. The directory need not exist. */
    public boolean reaches(Path directory) {
        for (Glob glob : included) {
            if (glob.reaches(directory)) {
                return !removes(directory);
            }
        }
        return false;
    }

    List<Glob> included() {
        return included;
    }

    boolean removes(Path path) {
        for (Glob glob : removed) {
            if (glob.matchesOneAbove(path)) {
                return true;
            }
        }
        return false;
    }
}
