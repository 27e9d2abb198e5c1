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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.output.file.OutputFiles;
import io.quarkiverse.processmanager.runtime.process.state.OwnerLock;
import io.quarkiverse.processmanager.runtime.process.state.PrivateFile;
import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;

/**
 * Stores a record of each process of one application that outlives it: one file for each process, in a private directory. The
 * first line of a file names the boot and the pid namespace in which the pid is valid. Safe for use by several threads.
 */
public final class DetachedProcesses {

    private static final Logger LOG = Logger.getLogger(DetachedProcesses.class);
    private static final String RECORD = RecordDirectory.RECORD;

    private final Path stateDirectory;
    private final ProcessTable table;
    private String application = "";
    /** Identifies the application in names of files and in markers; cached because every start needs it. */
    private Optional<String> key = Optional.empty();
    private Optional<OwnerLock> lock = Optional.empty();
    /** The processes that had no record when this run asked first. Only this run writes their records. */
    private final Set<String> withoutRecord = new HashSet<>();

    public DetachedProcesses(Path stateDirectory, ProcessTable table) {
        this.stateDirectory = stateDirectory.toAbsolutePath();
        this.table = table;
    }

    /** Sets the name of the application whose processes these are (default: an empty name). */
    public synchronized void application(String name) {
        application = name;
        key = Optional.empty();
        withoutRecord.clear();
    }

    private synchronized String key() {
        if (key.isEmpty()) {
            key = Optional.of(RecordDirectory.key(application));
        }
        return key.get();
    }

    private Path directory() {
        return RecordDirectory.of(stateDirectory, key());
    }

    public Marker marker(String processId) {
        return Marker.ofDetached(key(), processId);
    }

    /** The log file of a process that declares none. */
    public Path logFile(String processId) {
        return directory().resolve(processId + ".log");
    }

    /**
     * Claims the processes for this JVM.
     *
     * @return false if another live JVM holds the claim
     */
    public synchronized boolean claim() throws IOException {
        if (lock.isEmpty()) {
            StateDirectory.prepare(stateDirectory);
            StateDirectory.prepare(directory());
            lock = OwnerLock.take(directory().resolve("lock"));
        }
        return lock.isPresent();
    }

    /**
     * Whether what is in the directory comes from this user. In the directory for temporary files, another user can have made the
     * directory first.
     */
    private boolean isOwn() {
        return StateDirectory.isOwnDirectory(stateDirectory);
    }

    /** The record of a process of an earlier run; empty if the system has been restarted since. */
    public synchronized Optional<DetachedRecord> find(String processId) {
        try {
            Path file = directory().resolve(processId + RECORD);
            if (!isOwn() || !StateDirectory.isOwnFile(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            return lines.isEmpty() || !lines.get(0).equals(table.pidScope().text()) ? Optional.empty()
                    : DetachedRecord.parse(lines.subList(1, lines.size()));
        } catch (IOException e) {
            LOG.debugf(e, "cannot read the record of process '%s'", processId);
            return Optional.empty();
        }
    }

    /** What identifies the instance of a process that an earlier run has left. */
    public PreviousInstance.Trace trace(String processId) {
        return new PreviousInstance.Trace(processId, marker(processId), find(processId));
    }

    /** Whether an earlier run has left a record of the process, readable or not. */
    synchronized boolean hasRecord(String processId) {
        if (withoutRecord.contains(processId)) {
            return false;
        }
        boolean exists = Files.exists(directory().resolve(processId + RECORD)) && isOwn();
        if (!exists) {
            withoutRecord.add(processId);
        }
        return exists;
    }

    /** The ids of the processes that have a record. */
    public synchronized List<String> ids() {
        List<String> ids = new ArrayList<>();
        if (!isOwn()) {
            return ids;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(), "*" + RECORD)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                ids.add(name.substring(0, name.length() - RECORD.length()));
            }
        } catch (NoSuchFileException e) {
            // No process has a record.
        } catch (IOException e) {
            LOG.debugf(e, "cannot read %s", directory());
        }
        return ids;
    }

    /** Saves the record of a process atomically: a reader finds the old record or the new one. */
    synchronized void save(String processId, DetachedRecord detached) throws IOException {
        withoutRecord.remove(processId);
        try {
            write(processId, detached);
        } catch (IOException e) {
            throw new IOException("its record for the next run cannot be written in " + directory() + ": " + e.getMessage(), e);
        }
    }

    private void write(String processId, DetachedRecord detached) throws IOException {
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

    /** Removes the record of a process that is not alive. */
    public synchronized void remove(String processId) {
        try {
            Files.deleteIfExists(directory().resolve(processId + RECORD));
        } catch (IOException e) {
            LOG.debugf(e, "cannot remove the record of process '%s'", processId);
        }
    }

    /** Deletes the output of a process that is no longer declared. */
    public synchronized void deleteOutput(String processId) {
        if (Files.isDirectory(directory()) && isOwn() && !hasRecord(processId)) {
            // The pattern includes the backups; an id contains no dots.
            OutputFiles.delete(directory(), processId + ".log*");
        }
    }

    /** Releases the claim. Records of live processes stay. */
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
