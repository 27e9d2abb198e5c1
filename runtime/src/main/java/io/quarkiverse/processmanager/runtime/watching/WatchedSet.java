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

    /** Where relative patterns start. */
    Path root() {
        return declared.files().root();
    }

    /** Whether a directory with this path is the beginning of a pattern, or is above it. */
    boolean leadsToBase(Path path) {
        return bases.stream().anyMatch(base -> base.startsWith(path));
    }

    /** The sentence for a user about files that are not watched. */
    String refusal(Exception failure) {
        return refusal("all files of " + String.join(",", declared.files().patterns()), failure);
    }

    static String refusal(String what, Exception failure) {
        String text = String.valueOf(failure.getMessage());
        String remedy = text.contains("limit") ? "; name fewer directories in watch, or raise "
                + (text.contains("instances") ? "fs.inotify.max_user_instances" : "fs.inotify.max_user_watches")
                + " with sysctl"
                : "";
        return "cannot watch " + what + ": " + text + remedy;
    }
}
