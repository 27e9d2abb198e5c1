package io.quarkiverse.processmanager.runtime.watching;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

import io.quarkiverse.processmanager.runtime.time.Durations;

/** The changes of the files of one process that wait for the end of the debounce. Confined to the thread of the watcher. */
final class PendingChange {

    /** A build that writes for long is several changes. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Set<Path> files = new LinkedHashSet<>();
    private final long debounce;
    private final long latest;
    private long due;

    PendingChange(Duration debounce, long now) {
        this.debounce = Durations.nanos(debounce);
        this.latest = now + Math.max(this.debounce, Durations.nanos(LONGEST));
        this.due = now + this.debounce;
    }

    /** A file has changed, which delays the end. */
    void add(Path file, long now) {
        files.add(file);
        long next = now + debounce;
        due = next - latest > 0 ? latest : next;
    }

    /** The time until the debounce ends; zero or less if it has ended. */
    long remaining(long now) {
        return due - now;
    }

    Path first() {
        return files.iterator().next();
    }

    int count() {
        return files.size();
    }
}
