package io.quarkiverse.processmanager.runtime.process.output;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.process.state.PrivateFile;
import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/**
 * The files that processes write to by themselves. One that has no file of its own has one in a private directory, which goes
 * with the runner. Safe for use by several threads.
 */
public final class OutputFiles {

    private static final Logger LOG = Logger.getLogger(OutputFiles.class);
    private static final String PREFIX = "output-";
    private static final int BACKUPS = 1;

    private final Path stateDirectory;
    private final Path directory;
    private final ProcessTable table;
    /** Those whose own file could not be used; told once. */
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private boolean used;

    public OutputFiles(Path stateDirectory, ProcessTable table) {
        this.stateDirectory = stateDirectory.toAbsolutePath();
        this.directory = this.stateDirectory.resolve(PREFIX + RunnerId.create(table).text());
        this.table = table;
    }

    /**
     * A file for the next incarnation. Only now it may become a backup: once it is started, the process holds on to the file
     * that it was given.
     */
    FileSlice prepare(String processId, LogPolicy policy) throws IOException {
        if (policy.file().isPresent()) {
            try {
                FileSlice slice = prepare(policy.file().get());
                failed.remove(processId);
                return slice;
            } catch (IOException e) {
                if (failed.add(processId)) {
                    LOG.warn(warning(processId, e));
                }
            }
        }
        Path path = privateDirectory().resolve(processId + ".log");
        return prepare(new LogFileSettings(path, LogFileSettings.DEFAULT_MAX_BYTES, BACKUPS));
    }

    static String warning(String processId, IOException cause) {
        // The message of such an exception may be no more than the name of the file.
        String why = cause instanceof FileSystemException ? cause.getClass().getSimpleName() + ": " + cause.getMessage()
                : cause.getMessage();
        return "cannot write the log file of process '" + processId + "': " + why + "; it runs on without, see "
                + new Problem(processId, "log.file.path", "").property();
    }

    private static FileSlice prepare(LogFile file) throws IOException {
        PrivateFile.prepare(file.path());
        RotatingFile.rotate(file);
        return new FileSlice(file.path().toAbsolutePath(), Files.size(file.path()));
    }

    private synchronized Path privateDirectory() throws IOException {
        if (!used) {
            StateDirectory.prepare(stateDirectory);
            deleteAbandoned();
            StateDirectory.prepare(directory);
            used = true;
        }
        return directory;
    }

    /** Deletes what JVMs have left that had no time to do it. */
    private void deleteAbandoned() throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(stateDirectory, PREFIX + "*")) {
            for (Path other : others) {
                if (isAbandoned(other.getFileName().toString().substring(PREFIX.length()))) {
                    delete(other, "*");
                    Files.deleteIfExists(other);
                }
            }
        }
    }

    private boolean isAbandoned(String owner) {
        try {
            return !table.isAlive(RunnerId.parse(owner).process());
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The process is not declared any more. */
    synchronized void forget(String processId) {
        failed.remove(processId);
        if (used) {
            // With its backups; an id has no dots.
            delete(directory, processId + ".log*");
        }
    }

    synchronized void close() {
        if (used) {
            delete(directory, "*");
            try {
                Files.deleteIfExists(directory);
            } catch (IOException e) {
                LOG.debugf(e, "cannot delete %s", directory);
            }
        }
    }

    public static void delete(Path directory, String names) {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, names)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.debugf(e, "cannot delete the files in %s", directory);
        }
    }
}
