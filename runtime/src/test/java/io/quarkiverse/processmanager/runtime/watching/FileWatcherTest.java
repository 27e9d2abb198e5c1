package io.quarkiverse.processmanager.runtime.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.files.FileSet;

/** Real files and the watch service of this system. A barrier file shows that all events before it have been handled. */
class FileWatcherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DEBOUNCE = Duration.ofMillis(50);

    @TempDir
    Path temporary;
    @TempDir
    Path elsewhere;
    private Path root;
    private final Map<String, List<String>> changes = new ConcurrentHashMap<>();
    private final List<String> unwatched = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger barriers = new AtomicInteger();
    private final AtomicInteger follows = new AtomicInteger();
    private String barrier = "";
    private FileWatcher watcher;

    @BeforeEach
    void watch() throws IOException {
        root = temporary.toRealPath();
        watcher = new FileWatcher(body -> {
            Thread thread = new Thread(body, "watch");
            threads.add(thread);
            return thread;
        }, new ChangeListener() {
            @Override
            public void changed(String id, Path first, int count) {
                changes.computeIfAbsent(id, any -> new CopyOnWriteArrayList<>()).add(root.relativize(first) + " " + count);
            }

            @Override
            public void unwatched(String id, String why) {
                unwatched.add(why);
            }
        });
    }

    @AfterEach
    void close() {
        watcher.close();
        await().atMost(PATIENCE).until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    private WatchedFiles files(String id, Duration debounce, String... patterns) {
        return new WatchedFiles(id, new FileSet(root, Arrays.asList(patterns)), debounce);
    }

    /** Watches, and waits until the watch has begun. */
    private void follow(WatchedFiles... watched) {
        List<WatchedFiles> all = new ArrayList<>(List.of(watched));
        // Another id for each call, so that only the watch of this call reports it.
        barrier = "barrier-" + follows.incrementAndGet();
        all.add(files(barrier, Duration.ZERO, "barrier"));
        watcher.follow(all);
        barrier();
    }

    /** All events before this call have been handled: the watch reports them in their order. */
    private void barrier() {
        int before = changesOf(barrier).size();
        await().atMost(PATIENCE).until(() -> {
            write("barrier", "" + barriers.incrementAndGet());
            return changesOf(barrier).size() > before;
        });
    }

    /** In one step, because a busy machine can make a pause between two steps, which would be two changes. */
    private void write(String file, String text) {
        try {
            Path path = Files.createDirectories(root.resolve(file).getParent()).resolve(root.resolve(file).getFileName());
            if (Files.exists(path)) {
                Files.writeString(path, text, StandardOpenOption.WRITE);
            } else {
                Files.move(Files.writeString(elsewhere.resolve("new"), text), path, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> changesOf(String id) {
        return changes.getOrDefault(id, List.of());
    }

    private void awaitChanges(String id, int count) {
        await().atMost(PATIENCE).until(() -> changesOf(id).size() >= count);
    }

    @Test
    void aChangedFileIsReportedToItsProcessOnly() {
        write("src/a.py", "1");
        write("src/a.js", "1");
        follow(files("py", DEBOUNCE, "src/**/*.py"), files("js", DEBOUNCE, "src/**/*.js"));

        write("src/a.py", "2");
        awaitChanges("py", 1);
        barrier();

        assertThat(changesOf("py")).containsExactly("src/a.py 1");
        assertThat(changesOf("js")).isEmpty();
    }

    @Test
    void aSaveByRenameAndADeletionAreChanges() throws IOException {
        write("src/a.py", "1");
        follow(files("py", DEBOUNCE, "src/**/*.py"));

        write("src/4913", "");
        Files.delete(root.resolve("src/4913"));
        Files.move(root.resolve("src/a.py"), root.resolve("src/a.py~"));
        write("src/a.py", "2");
        Files.delete(root.resolve("src/a.py~"));
        awaitChanges("py", 1);
        Files.delete(root.resolve("src/a.py"));
        awaitChanges("py", 2);

        assertThat(changesOf("py")).allMatch(change -> change.equals("src/a.py 1"));
    }

    @Test
    void manyFilesAtOnceAreOneChange() {
        for (int i = 0; i < 300; i++) {
            write("src/d" + i % 20 + "/f" + i + ".py", "1");
        }
        follow(files("py", Duration.ofSeconds(1), "src/**/*.py"));

        for (int i = 0; i < 300; i++) {
            write("src/d" + i % 20 + "/f" + i + ".py", "2");
        }
        awaitChanges("py", 1);
        barrier();

        assertThat(changesOf("py")).singleElement().asString().endsWith(" 300");
    }

    @Test
    void newDirectoriesAreWatchedWithTheFilesThatTheyHaveAlready() throws IOException {
        write("src/a.py", "1");
        write("elsewhere/deep/er/b.py", "1");
        follow(files("py", DEBOUNCE, "src/**/*.py"));

        Files.move(root.resolve("elsewhere/deep"), root.resolve("src/deep"), StandardCopyOption.ATOMIC_MOVE);
        awaitChanges("py", 1);
        write("src/deep/er/b.py", "2");
        awaitChanges("py", 2);

        assertThat(changesOf("py")).containsExactly("src/deep/er/b.py 1", "src/deep/er/b.py 1");
    }

    @Test
    void aBeginningThatIsCreatedLaterIsWatchedAlsoIfItIsCreatedAgain() throws IOException {
        follow(files("py", DEBOUNCE, "late/src/**/*.py"), files("file", DEBOUNCE, "late.toml"));

        write("late/src/a.py", "1");
        write("late.toml", "1");
        awaitChanges("py", 1);
        awaitChanges("file", 1);
        Files.delete(root.resolve("late/src/a.py"));
        Files.delete(root.resolve("late/src"));
        awaitChanges("py", 2);
        write("late/src/a.py", "2");
        awaitChanges("py", 3);
    }

    @Test
    void excludedFilesAreNoChange() {
        write("src/a.py", "1");
        write("src/node_modules/x/b.py", "1");
        follow(files("py", DEBOUNCE, "src", "!src/generated"));

        write("src/node_modules/x/b.py", "2");
        write("src/node_modules/y/c.py", "2");
        write("src/.git/index", "2");
        write("src/generated/d.py", "2");
        write("src/.a.py.swp", "2");
        barrier();
        write("src/a.py", "2");
        awaitChanges("py", 1);

        assertThat(changesOf("py")).containsExactly("src/a.py 1");
    }

    @Test
    void aChangeDuringTheDebounceDelaysTheReport() {
        write("src/a.py", "1");
        write("src/b.py", "1");
        follow(files("py", Duration.ofSeconds(2), "src"));

        write("src/a.py", "2");
        barrier();
        write("src/b.py", "2");
        awaitChanges("py", 1);

        assertThat(changesOf("py")).containsExactly("src/a.py 2");
    }

    @Test
    void anotherSetReplacesTheFirstOneAndNothingEndsTheThread() {
        write("src/a.py", "1");
        write("lib/a.py", "1");
        follow(files("py", DEBOUNCE, "src"));
        follow(files("py", DEBOUNCE, "lib"));

        write("src/a.py", "2");
        write("lib/a.py", "2");
        awaitChanges("py", 1);
        watcher.follow(List.of());
        await().atMost(PATIENCE).until(() -> threads.stream().noneMatch(Thread::isAlive));

        assertThat(changesOf("py")).containsExactly("lib/a.py 1");
        assertThat(unwatched).isEmpty();

        follow(files("py", DEBOUNCE, "src"));
        write("src/a.py", "3");
        awaitChanges("py", 2);
    }

    @Test
    void aRenamedDirectoryIsWatchedUnderItsNewName() throws IOException {
        write("src/old/a.py", "1");
        follow(files("py", DEBOUNCE, "src/**/*.py"));

        Files.move(root.resolve("src/old"), root.resolve("src/new"));
        awaitChanges("py", 1);
        barrier();
        write("src/new/a.py", "2");
        awaitChanges("py", 2);
        write("src/new/deep/b.py", "1");
        awaitChanges("py", 3);

        assertThat(changesOf("py")).containsExactly("src/new/a.py 1", "src/new/a.py 1", "src/new/deep/b.py 1");
    }

    @Test
    void aDirectoryThatReplacesAnotherOneIsWatched() throws IOException {
        write("dist/a.js", "1");
        write("next/a.js", "2");
        follow(files("js", DEBOUNCE, "dist/**/*.js"));

        Files.move(root.resolve("dist"), root.resolve("last"));
        Files.move(root.resolve("next"), root.resolve("dist"));
        awaitChanges("js", 1);
        barrier();
        int before = changesOf("js").size();
        write("last/a.js", "3");
        barrier();
        assertThat(changesOf("js")).hasSize(before);

        write("dist/a.js", "3");
        awaitChanges("js", before + 1);
    }

    @Test
    void aBeginningIsWatchedAgainWithTheDirectoriesAboveIt() throws IOException {
        write("app/src/main/py/a.py", "1");
        follow(files("py", DEBOUNCE, "app/src/main/py/**/*.py"));

        for (String gone : List.of("app/src/main/py/a.py", "app/src/main/py", "app/src/main", "app/src")) {
            Files.delete(root.resolve(gone));
        }
        awaitChanges("py", 1);
        barrier();
        write("app/src/main/py/a.py", "2");
        awaitChanges("py", 2);
        write("app/src/main/py/a.py", "3");
        awaitChanges("py", 3);
    }

    @Test
    void aDirectoryWithTwoSpellingsIsWatchedForBoth() throws IOException {
        write("src/a.py", "1");
        Files.createSymbolicLink(root.resolve("link"), root.resolve("src"));
        follow(files("real", DEBOUNCE, "src/*.py"), files("link", DEBOUNCE, "link/*.py"));

        write("src/a.py", "2");
        awaitChanges("real", 1);
        awaitChanges("link", 1);
    }

    @Test
    void aSymbolicLinkToAnotherDirectoryIsAChange() throws IOException {
        write("releases/1/a.py", "1");
        write("releases/2/a.py", "2");
        Files.createSymbolicLink(root.resolve("current"), Path.of("releases/1"));
        follow(files("py", DEBOUNCE, "current/**/*.py"));

        Files.createSymbolicLink(root.resolve("next"), Path.of("releases/2"));
        Files.move(root.resolve("next"), root.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
        awaitChanges("py", 1);
        barrier();
        write("releases/2/a.py", "3");
        awaitChanges("py", 2);
    }

    @Test
    void filesAreWatchedAgainAtOnceAfterTheEndOfAWatch() {
        write("src/a.py", "1");
        for (int i = 0; i < 200; i++) {
            watcher.follow(List.of(files("other", DEBOUNCE, "src")));
            watcher.follow(List.of());
        }
        follow(files("py", DEBOUNCE, "src"));

        write("src/a.py", "2");
        awaitChanges("py", 1);
    }
}
