package io.quarkiverse.processmanager.runtime.watching;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.faults.Faults;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Watches files for all processes of an engine, with one thread and one watch service of the JDK; on Linux that is inotify. The thread
 * blocks while nothing changes, so a large tree costs no CPU time. It exists only while files are watched.
 *
 * <p>
 * {@link #follow} and {@link #close} are for any thread; everything else runs on the thread of the watcher.
 */
public final class FileWatcher implements AutoCloseable {

    private final ThreadFactory threads;
    private final ChangeListener listener;

    /** What the thread has to watch next; guarded by this object. */
    private Optional<List<WatchedFiles>> next = Optional.empty();
    private Optional<Thread> thread = Optional.empty();

    private List<WatchedSet> sets = List.of();
    private final Set<String> refused = new HashSet<>();
    private final Map<String, PendingChange> pending = new HashMap<>();

    /** @param threads makes the thread of the watcher */
    public FileWatcher(ThreadFactory threads, ChangeListener listener) {
        this.threads = threads;
        this.listener = listener;
    }

    /** Watches these files from now on, and no others. Returns at once. */
    public synchronized void follow(List<WatchedFiles> files) {
        next = Optional.of(List.copyOf(files));
        if (thread.isPresent()) {
            thread.get().interrupt();
        } else if (!files.isEmpty()) {
            thread = Optional.of(threads.newThread(this::run));
            thread.get().start();
        }
    }

    @Override
    public void close() {
        follow(List.of());
    }

    /** The new files, if there are some. */
    private synchronized Optional<List<WatchedFiles>> takeNext() {
        Optional<List<WatchedFiles>> taken = next;
        next = Optional.empty();
        return taken;
    }

    /** The thread ends. Another one begins for files that were to be watched meanwhile. */
    private synchronized void end() {
        sets = List.of();
        refused.clear();
        pending.clear();
        thread = Optional.empty();
        next.filter(files -> !files.isEmpty()).ifPresent(this::follow);
    }

    private void run() {
        try (WatchService service = FileSystems.getDefault().newWatchService()) {
            Directories directories = new Directories(service);
            while (true) {
                Optional<List<WatchedFiles>> taken = takeNext();
                if (taken.isPresent()) {
                    if (taken.get().isEmpty()) {
                        return;
                    }
                    watch(taken.get(), directories);
                }
                await(service).ifPresent(key -> Faults.contain(() -> handle(key, directories)));
                reportDue();
            }
        } catch (IOException | ClosedWatchServiceException e) {
            refuse(e);
        } finally {
            end();
        }
    }

    /** No watch service, as at the limit of inotify instances. */
    private void refuse(Exception failure) {
        takeNext().orElse(sets.stream().map(WatchedSet::declared).toList())
                .forEach(files -> listener.unwatched(files.id(), WatchedSet.refusal("files", failure)));
    }

    /** The next key; empty when a debounce has ended or other files are to be watched. */
    private Optional<WatchKey> await(WatchService service) {
        long now = SystemClock.nanos();
        long wait = Long.MAX_VALUE;
        for (PendingChange change : pending.values()) {
            wait = Math.min(wait, Math.max(0, change.remaining(now)));
        }
        try {
            return wait == Long.MAX_VALUE ? Optional.of(service.take())
                    : Optional.ofNullable(service.poll(wait, TimeUnit.NANOSECONDS));
        } catch (InterruptedException wakeUp) {
            // follow() has interrupted the thread.
            return Optional.empty();
        }
    }

    private void watch(List<WatchedFiles> files, Directories directories) {
        Map<WatchedFiles, WatchedSet> known = new HashMap<>();
        sets.forEach(set -> known.put(set.declared(), set));
        List<WatchedSet> now = new ArrayList<>();
        List<WatchedSet> added = new ArrayList<>();
        for (WatchedFiles one : files) {
            WatchedSet set = known.get(one);
            if (set == null) {
                set = WatchedSet.of(one);
                added.add(set);
            }
            now.add(set);
        }
        sets = now;
        pending.keySet().retainAll(files.stream().map(WatchedFiles::id).toList());
        directories.retain(path -> now.stream().anyMatch(set -> set.matcher().reaches(path) || set.leadsToBase(path)));
        added.forEach(set -> {
            refused.remove(set.id());
            register(set, directories);
        });
    }

    private void register(WatchedSet set, Directories directories) {
        try {
            directories.register(set);
        } catch (IOException failure) {
            refuse(set, failure);
        }
    }

    private void refuse(WatchedSet set, IOException failure) {
        if (refused.add(set.id())) {
            listener.unwatched(set.id(), set.refusal(failure));
        }
    }

    private void handle(WatchKey key, Directories directories) {
        List<WatchEvent<?>> events = key.pollEvents();
        for (Path directory : directories.paths(key)) {
            for (WatchEvent<?> event : events) {
                if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
                    overflowed(directory, directories);
                } else {
                    changed(directory.resolve((Path) event.context()), event.kind(), directories);
                }
            }
        }
        if (!key.reset()) {
            directories.paths(key).forEach(directory -> gone(directory, directories));
        }
    }

    /** A directory has been deleted, or has another name. It can be created again in one above it. */
    private void gone(Path directory, Directories directories) {
        if (directories.forget(directory)) {
            for (WatchedSet set : sets) {
                if (set.leadsToBase(directory)) {
                    register(set, directories);
                }
            }
        }
    }

    /** The system has dropped events: a directory can have appeared, and a file can have changed. */
    private void overflowed(Path directory, Directories directories) {
        for (WatchedSet set : sets) {
            if (set.matcher().reaches(directory) || set.leadsToBase(directory)) {
                register(set, directories);
                add(set, directory);
            }
        }
    }

    private void changed(Path path, WatchEvent.Kind<?> kind, Directories directories) {
        boolean created = kind == StandardWatchEventKinds.ENTRY_CREATE;
        boolean isDirectory = kind != StandardWatchEventKinds.ENTRY_DELETE
                && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        // A symbolic link can replace a link to another directory.
        boolean isLink = created && !isDirectory && Files.isDirectory(path);
        if (kind == StandardWatchEventKinds.ENTRY_DELETE || isLink) {
            gone(path, directories);
        }
        for (WatchedSet set : sets) {
            if (created && isDirectory && (set.matcher().reaches(path) || set.leadsToBase(path))) {
                appeared(path, set, directories);
            } else if (isLink && set.leadsToBase(path)) {
                register(set, directories);
                add(set, path);
            } else if (!isDirectory && set.matcher().contains(path)) {
                add(set, path);
            }
        }
    }

    private void appeared(Path directory, WatchedSet set, Directories directories) {
        try {
            directories.appeared(directory, set, file -> add(set, file));
        } catch (IOException failure) {
            refuse(set, failure);
        }
    }

    private void add(WatchedSet set, Path file) {
        long now = SystemClock.nanos();
        pending.computeIfAbsent(set.id(), id -> new PendingChange(set.declared().debounce(), now)).add(file, now);
    }

    private void reportDue() {
        long now = SystemClock.nanos();
        for (WatchedSet set : sets) {
            PendingChange change = pending.get(set.id());
            if (change != null && change.remaining(now) <= 0) {
                pending.remove(set.id());
                Faults.contain(() -> listener.changed(set.id(), change.first(), change.count()));
            }
        }
    }
}
