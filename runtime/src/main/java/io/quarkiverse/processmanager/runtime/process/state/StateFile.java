package io.quarkiverse.processmanager.runtime.process.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.table.PidScope;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * The state file of one JVM: a copy of all lines that its watchdog has received. When the watchdog dies together with the JVM,
 * the next watchdog reads the file and finds the processes that are left. The first line is the scope in which the pids of the
 * file are valid. For one thread.
 */
public final class StateFile {

    private static final Logger LOG = Logger.getLogger(StateFile.class);
    private static final String FRESH = ".new";
    /** A JVM creates its file and writes the first line at once. */
    private static final Duration LONGEST_CREATION = Duration.ofMinutes(1);
    /**
     * Nothing shows from outside whether the pid namespace of a container still exists. After this time no next JVM is expected in
     * a container whose JVM is dead.
     */
    private static final Duration LONGEST_CONTAINER_GAP = Duration.ofDays(1);
    /** From this size on the file is rewritten without the processes that have exited. */
    private static final long COMPACT_BYTES = 64 * 1024;

    private final Path path;
    private final PidScope scope;
    private FileChannel channel;
    private boolean torn;

    private StateFile(Path path, PidScope scope, FileChannel channel) {
        this.path = path;
        this.scope = scope;
        this.channel = channel;
    }

    /**
     * Creates the file and writes its first line.
     *
     * @param directory an existing directory
     * @throws IOException if the file exists or cannot be written
     */
    public static StateFile create(Path directory, RunnerId jvm, PidScope scope) throws IOException {
        Path path = directory.toRealPath().resolve(jvm.text());
        StateFile file = new StateFile(path, scope, open(path));
        try {
            file.append(scope.text());
        } catch (IOException e) {
            // Without its first line the file serves nothing, and nothing would delete it.
            file.delete();
            throw e;
        }
        return file;
    }

    /** The file as the system shows it among the open files of a process. */
    public Path path() {
        return path;
    }

    public void append(String line) throws IOException {
        torn = true;
        write(channel, line);
        torn = false;
    }

    /**
     * Appends a line, or rewrites the file with all current lines. A file is rewritten if it has reached 64 KiB, if its last
     * line is incomplete because the disk was full, or if it was deleted.
     */
    public void note(String line, Supplier<List<String>> all) throws IOException {
        if (torn || channel.size() > COMPACT_BYTES || Files.notExists(path)) {
            rewrite(scope.text() + "\n" + String.join("\n", all.get()));
        } else {
            append(line);
        }
    }

    private void rewrite(String text) throws IOException {
        StateDirectory.prepare(path.toAbsolutePath().getParent());
        Path fresh = path.resolveSibling(path.getFileName() + FRESH);
        Files.deleteIfExists(fresh);
        FileChannel replacement = open(fresh);
        try {
            write(replacement, text);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            replacement.close();
            Files.deleteIfExists(fresh);
            throw e;
        }
        channel.close();
        channel = replacement;
        torn = false;
    }

    private static void write(FileChannel target, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }

    public void close() throws IOException {
        channel.close();
    }

    public void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }

    /** The lock shows other JVMs that this one is alive, also those that do not see its pid. */
    private static FileChannel open(Path path) throws IOException {
        FileChannel channel = PrivateFile.create(path);
        try {
            channel.tryLock();
        } catch (IOException e) {
            LOG.debugf("the file system of %s has no locks: %s", path, e.getMessage());
        }
        return channel;
    }

    /**
     * The files of dead JVMs that may have left processes. Deletes the files whose pids are no longer valid: those of an earlier
     * boot, and those of containers that are gone. A file that another JVM removes meanwhile is left out.
     */
    public static List<Path> abandoned(Path directory, ProcessTable table) {
        PidScope scope = table.pidScope();
        List<Path> abandoned = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.toRealPath())) {
            for (Path file : files) {
                if (isAbandoned(file, table, scope)) {
                    abandoned.add(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debugf("cannot read the state files in %s: %s", directory, e.getMessage());
        }
        return abandoned;
    }

    private static boolean isAbandoned(Path file, ProcessTable table, PidScope scope) {
        try {
            if (!StateDirectory.isOwnFile(file) || ownerIsAlive(file, table)) {
                return false;
            }
            String line = firstLine(file);
            if (line.equals(scope.text())) {
                return true;
            }
            if (scope.isOfThisBoot(line) ? isOlderThan(LONGEST_CONTAINER_GAP, file) && !isLocked(file)
                    : !line.isEmpty() || isOlderThan(LONGEST_CREATION, file)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.debugf("cannot read the state file %s: %s", file, e.toString());
        }
        return false;
    }

    /** Whether the file is that of a JVM whose pids mean other processes here, such as one in a container. */
    public static boolean isElsewhere(Path file, PidScope scope) {
        try {
            String line = firstLine(file);
            return !line.equals(scope.text()) && (line.isEmpty() || scope.isOfThisBoot(line));
        } catch (IOException e) {
            // There is no such file.
            return false;
        }
    }

    private static boolean isOlderThan(Duration age, Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis() < SystemClock.wallMillis() - Durations.millis(age);
    }

    /**
     * Whether a JVM holds the file. Must not be called for a file of this JVM: the close would release its lock. A shared lock
     * needs no right to write: the watchdog of the file kills each process that has the file open for writing.
     */
    private static boolean isLocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static boolean ownerIsAlive(Path file, ProcessTable table) {
        try {
            // Without proof of its death the JVM counts as alive.
            return owner(file).map(jvm -> table.isAlive(jvm.process()) || isBlind(table)).orElse(true);
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    /** Whether the table does not even have this JVM: {@code /proc} is not mounted, or this JVM cannot open another file. */
    private static boolean isBlind(ProcessTable table) {
        return table.read(ProcessHandle.current().pid()).isEmpty();
    }

    /** The JVM that has written a state file, by the name of the file; empty if the name is another one. */
    public static Optional<RunnerId> owner(Path file) {
        String name = file.getFileName().toString();
        try {
            return Optional
                    .of(RunnerId.parse(name.endsWith(FRESH) ? name.substring(0, name.length() - FRESH.length()) : name));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String firstLine(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        return end < 0 ? "" : text.substring(0, end);
    }
}
