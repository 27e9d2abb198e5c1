package io.quarkiverse.processmanager.runtime.process.detached;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.output.OutputFiles;
import io.quarkiverse.processmanager.runtime.process.state.OwnerLock;
import io.quarkiverse.processmanager.runtime.process.state.PrivateFile;
import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;

/**
 * Remembers the processes of one application that outlive it: a file for each, in a private directory, with the life of the
 * system in which their pids have a meaning. Safe for use by several threads.
 */
public final class DetachedProcesses {

    private static final Logger LOG = Logger.getLogger(DetachedProcesses.class);
    private static final String RECORD = ".process";
    private static final int SHORT = 16;

    private final Path stateDirectory;
    private final ProcessTable table;
    private String application = "";
    /** Stands for the application; every start asks for it. */
    private Optional<String> key = Optional.empty();
    private Optional<OwnerLock> lock = Optional.empty();

    public DetachedProcesses(Path stateDirectory, ProcessTable table) {
        this.stateDirectory = stateDirectory.toAbsolutePath();
        this.table = table;
    }

    /** Whose processes these are; one that nobody names has a name too. */
    public synchronized void application(String name) {
        application = name;
        key = Optional.empty();
    }

    private synchronized String key() {
        if (key.isEmpty()) {
            key = Optional.of(Fingerprint.of(application).substring(0, SHORT));
        }
        return key.get();
    }

    private Path directory() {
        return stateDirectory.resolve("detached-" + key());
    }

    public Marker marker(String processId) {
        return Marker.ofDetached(key(), processId);
    }

    /** Where a process writes to that has no file of its own. */
    public Path logFile(String processId) {
        return directory().resolve(processId + ".log");
    }

    /**
     * Makes sure that nobody else has them.
     *
     * @return false if another JVM has them, which is alive
     */
    public synchronized boolean claim() throws IOException {
        if (lock.isEmpty()) {
            StateDirectory.prepare(stateDirectory);
            StateDirectory.prepare(directory());
            lock = OwnerLock.take(directory().resolve("lock"));
        }
        return lock.isPresent();
    }

    /** What is known of a process of an earlier run; nothing if the system has been started anew since. */
    public synchronized Optional<DetachedRecord> find(String processId) {
        try {
            Path file = directory().resolve(processId + RECORD);
            if (!StateDirectory.isOwnFile(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            return lines.isEmpty() || !lines.get(0).equals(table.pidScope().text()) ? Optional.empty()
                    : DetachedRecord.parse(lines.subList(1, lines.size()));
        } catch (IOException e) {
            LOG.debugf(e, "cannot read what is known of process '%s'", processId);
            return Optional.empty();
        }
    }

    /** Whether there was an earlier run of the process, be it known or not. */
    synchronized boolean has(String processId) {
        return Files.exists(directory().resolve(processId + RECORD));
    }

    /** The processes of earlier runs. */
    public synchronized List<String> ids() {
        List<String> ids = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(), "*" + RECORD)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                ids.add(name.substring(0, name.length() - RECORD.length()));
            }
        } catch (NoSuchFileException e) {
            // There was none.
        } catch (IOException e) {
            LOG.debugf(e, "cannot read %s", directory());
        }
        return ids;
    }

    /** Remembers a process, in one step: whoever reads it finds the old or the new. */
    synchronized void remember(String processId, DetachedRecord detached) throws IOException {
        List<String> lines = new ArrayList<>(List.of(table.pidScope().text()));
        lines.addAll(detached.lines());
        Path fresh = directory().resolve(processId + ".new");
        Files.deleteIfExists(fresh);
        PrivateFile.create(fresh).close();
        Files.write(fresh, lines, StandardCharsets.UTF_8);
        Path file = directory().resolve(processId + RECORD);
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Nothing of it is alive. */
    public synchronized void forget(String processId) {
        try {
            Files.deleteIfExists(directory().resolve(processId + RECORD));
        } catch (IOException e) {
            LOG.debugf(e, "cannot forget process '%s'", processId);
        }
    }

    /** The process is not declared any more: its output goes too. */
    public synchronized void forgetOutput(String processId) {
        if (!has(processId) && Files.isDirectory(directory())) {
            // With its backups; an id has no dots.
            OutputFiles.delete(directory(), processId + ".log*");
        }
    }

    /** Lets go of them; what is alive is remembered. */
    public synchronized void close() {
        if (lock.isPresent()) {
            lock.get().release(ids().isEmpty());
            lock = Optional.empty();
            deleteIfEmpty();
        }
    }

    private void deleteIfEmpty() {
        try {
            if (ids().isEmpty()) {
                OutputFiles.delete(directory(), "*");
                Files.deleteIfExists(directory());
            }
        } catch (IOException e) {
            LOG.debugf("cannot delete %s: %s", directory(), e.getMessage());
        }
    }
}
