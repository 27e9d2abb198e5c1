package io.quarkiverse.processmanager.runtime.process.output.file;

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
import io.quarkiverse.processmanager.runtime.process.state.StateFile;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/**
 * The files that processes write directly, without a pipe. A process without a configured file gets one in a private directory,
 * which is deleted with the runner. Safe for use by several threads.
 */
public final class OutputFiles {

    private static final Logger LOG = Logger.getLogger(OutputFiles.class);
    private static final String PREFIX = "output-";
    private static final int BACKUPS = 1;

    private final Path stateDirectory;
    private final Path directory;
    private final ProcessTable table;
    /** The processes whose configured file could not be used; each failure is logged once. */
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private boolean used;

    public OutputFiles(Path stateDirectory, ProcessTable table) {
        this.stateDirectory = stateDirectory.toAbsolutePath();
        this.directory = this.stateDirectory.resolve(PREFIX + RunnerId.create(table).text());
        this.table = table;
    }

    /**
     * Prepares a file for the next incarnation. The file can only be rotated here: once started, the process keeps writing to
     * the file that it was given.
     */
    public FileSlice prepare(String processId, LogPolicy policy) throws IOException {
        if (policy.file().isPresent()) {
            try {
                FileSlice slice = prepare(policy.file().get());
                failed.remove(processId);
                return slice;
            } catch (IOException e) {
                if (failed.add(processId)) {
                    LOG.warn(warning(processId, policy.file().get().path(), e));
                }
            }
        }
        Path path = privateDirectory().resolve(processId + ".log");
        return prepare(new LogFileSettings(path, LogFileSettings.DEFAULT_MAX_BYTES, BACKUPS));
    }

    static String warning(String processId, Path file, Throwable cause) {
        // The message of a FileSystemException may be no more than the name of the file.
        String why = cause instanceof FileSystemException ? cause.getClass().getSimpleName() + ": " + cause.getMessage()
                : cause instanceof IOException ? cause.getMessage() : cause.toString();
        return "cannot write the log file of process '" + processId + "': "
                + (why == null || !why.contains(file.toString()) ? file + ": " : "") + why
                + "; the process continues without it, see "
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

    /** Deletes the directories of JVMs that died before they could do so. */
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

    /** In another container the pid means another process, and the JVM has a state file as long as it needs the directory. */
    private boolean isAbandoned(String owner) {
        try {
            return !table.isAlive(RunnerId.parse(owner).process())
                    && !StateFile.isElsewhere(stateDirectory.resolve(owner), table.pidScope());
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Deletes the private files of a process that is no longer declared. */
    public synchronized void remove(String processId) {
        failed.remove(processId);
        if (used) {
            // The pattern includes the backups; an id contains no dots.
            delete(directory, processId + ".log*");
        }
    }

    public synchronized void close() {
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
