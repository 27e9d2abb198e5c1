package io.quarkiverse.processmanager.runtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

import io.quarkus.dev.console.DevConsoleManager;

/**
 * The directory for the data of the processes in one JVM that runs tests: {@code target/process-manager/test-1} or, while
 * another JVM has that, as with parallel forks, the next one. A lock keeps a directory for the life of the JVM. The JVM that
 * takes a directory empties it, and all applications of the JVM use it, one after the other. The data stays for a look at it
 * until the next run.
 */
public final class TestDirectory {

    private static final String SHARED = "quarkus-process-manager.test-directory";
    private static final int JVMS = 1000;

    private TestDirectory() {
    }

    /**
     * The absolute path of the directory of this JVM. The first call in a JVM creates the directory, or empties it. A packaged
     * application that a test has launched uses that of the test.
     */
    public static Path ofThisJvm() {
        Optional<Path> ofTest = TestLaunch.current().flatMap(TestLaunch::directory);
        if (ofTest.isPresent()) {
            return ofTest.get();
        }
        synchronized (DevConsoleManager.class) {
            // All class loaders share the path; the lock is in the list so that nothing collects its channel.
            Object[] shared = DevConsoleManager.getGlobal(SHARED);
            Path module = Path.of("").toAbsolutePath();
            if (shared == null || !module.equals(shared[0])) {
                shared = take(module);
                DevConsoleManager.setGlobal(SHARED, shared);
            }
            return (Path) shared[1];
        }
    }

    /**
     * Takes the first directory that no other JVM has and that can be emptied: the module, the directory and the lock. The
     * processes of a JVM that was killed may still write to their directory while they stop.
     */
    static Object[] take(Path module) {
        return take(module, TestDirectory::delete);
    }

    /** Deletes a directory with its content. */
    interface Deletion {
        void delete(Path directory) throws IOException;
    }

    static Object[] take(Path module, Deletion deletion) {
        try {
            Path parent = Files.createDirectories(buildDirectory(module).resolve("process-manager"));
            IOException failure = new IOException("more than " + JVMS + " JVMs run tests in " + module);
            for (int number = 1; number <= JVMS; number++) {
                Path directory = parent.resolve("test-" + number);
                Optional<FileLock> lock = lock(parent.resolve("test-" + number + ".lock"));
                if (lock.isPresent()) {
                    try {
                        deletion.delete(directory);
                        return new Object[] { module, Files.createDirectory(directory), lock.get() };
                    } catch (IOException e) {
                        lock.get().channel().close();
                        failure = e;
                    }
                }
            }
            throw failure;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the directory for the data of the processes in tests: "
                    + reason(e), e);
        }
    }

    /** The message of a {@link FileSystemException} without a reason is the name of the file alone. */
    private static String reason(IOException e) {
        if (e instanceof DirectoryNotEmptyException) {
            return e.getMessage() + " cannot be emptied, because a process writes to it";
        }
        if (e instanceof AccessDeniedException denied && denied.getReason() == null) {
            return "the tests have no permission in " + denied.getFile();
        }
        return e.getMessage();
    }

    /** Whether a path is below the directory of this JVM. Creates no directory. */
    public static boolean isFresh(Path path) {
        synchronized (DevConsoleManager.class) {
            Object[] shared = DevConsoleManager.getGlobal(SHARED);
            Optional<Path> ofTest = TestLaunch.current().flatMap(TestLaunch::directory);
            return ofTest.filter(path::startsWith).isPresent() || shared != null && path.startsWith((Path) shared[1]);
        }
    }

    /** The directory of the build, relative to the module: {@code target} or {@code build}. */
    public static Path ofBuild() {
        return Path.of("").toAbsolutePath().relativize(buildDirectory(Path.of("").toAbsolutePath()));
    }

    /** Where dev mode remembers the successful runs of tasks; a clean build forgets them. */
    public static Path ofRuns() {
        return buildDirectory(Path.of("").toAbsolutePath()).resolve("process-manager").resolve("runs");
    }

    /** That of Gradle if the module has a build file of Gradle and none of Maven. */
    private static Path buildDirectory(Path module) {
        boolean gradle = Files.exists(module.resolve("build.gradle")) || Files.exists(module.resolve("build.gradle.kts"));
        return module.resolve(gradle && !Files.exists(module.resolve("pom.xml")) ? "build" : "target");
    }

    private static Optional<FileLock> lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(lock);
            }
        } catch (OverlappingFileLockException e) {
            // Another directory of this JVM. The channel stays open: to close it would release that lock.
            return Optional.empty();
        }
        channel.close();
        return Optional.empty();
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    // A process that is still stopping has just deleted it.
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
