package io.quarkiverse.processmanager.runtime.process.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/**
 * The claim of one application on a process that several applications use. The claim is a file whose name contains the pid and the
 * start time of the JVM, so a claim counts only while its JVM is alive. The last application stops the process: {@link #leave}
 * decides that here, and the script of the watchdog with the same files when the JVM was killed.
 * <p>
 * An application that ends writes the mark of an end before it reads the claims, and an application that begins writes its claim
 * before it reads the marks. So of two applications that do so at a time at least one sees the other: a process that is being used
 * is not stopped, and a process that is being stopped is not used. For one thread at a time.
 */
public final class SharedUse {

    private static final Logger LOG = Logger.getLogger(SharedUse.class);
    private static final String CLAIMS = ".process-manager.claims";
    private static final String OUTPUT = ".process-manager.log";
    private static final String ENDING = "ending-";
    private static final int ATTEMPTS = 100;

    private final Path directory;
    private final String name;
    private final ProcessTable table;
    private final Marker marker;

    /** @param data the directory of the data of the process */
    public SharedUse(Path data, RunnerId jvm, String processId, ProcessTable table) {
        this.directory = data.toAbsolutePath().resolve(CLAIMS);
        this.name = jvm.text() + "_" + processId;
        this.table = table;
        this.marker = marker(data.toAbsolutePath());
    }

    /** The marker of the process, the same in each application. */
    private static Marker marker(Path data) {
        UUID key = UUID.nameUUIDFromBytes(data.toString().getBytes(StandardCharsets.UTF_8));
        String last = Optional.ofNullable(data.getFileName()).map(Path::toString).orElse("");
        return Marker.ofDetached(Long.toHexString(key.getMostSignificantBits()), last.replaceAll("[^A-Za-z0-9_-]", "_"));
    }

    /** The file for the output of a process that declares none. */
    public static Path output(Path data) {
        return data.toAbsolutePath().resolve(OUTPUT);
    }

    public Marker marker() {
        return marker;
    }

    /** The name of the claim. */
    public String name() {
        return name;
    }

    /** The directory of the claims. */
    public Path claims() {
        return directory;
    }

    /** Claims the process. May be called again. */
    public void begin() throws IOException {
        Path claim = directory.resolve(name);
        for (int attempt = 1;; attempt++) {
            try {
                Files.createDirectories(directory);
                if (Files.notExists(claim)) {
                    Files.createFile(claim);
                }
                return;
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                // Another application that has ended has deleted the empty directory meanwhile.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Whether another application is stopping the process, or finds out whether it must. */
    public boolean isEnding() {
        return !names(ENDING + "*").isEmpty();
    }

    /** Removes the marks of applications whose decision is over; no process is alive, or it was not stopped in time. */
    public void removeMarks() {
        names(ENDING + "*").forEach(this::delete);
    }

    /**
     * Gives the claim back.
     *
     * @return whether no other application uses the process. Then the mark of the end stays until {@link #end}
     */
    public boolean leave() {
        try {
            Files.createDirectories(directory);
            Files.createFile(directory.resolve(ENDING + name));
        } catch (FileAlreadyExistsException e) {
            // This application has left the process before.
        } catch (IOException e) {
            LOG.debugf("cannot write the mark of an end in %s: %s", directory, e);
        }
        delete(name);
        if (!isUsed()) {
            return true;
        }
        delete(ENDING + name);
        return false;
    }

    /** Removes what is left of the claim. */
    public void end() {
        delete(name);
        delete(ENDING + name);
        try {
            if (names("*").isEmpty()) {
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            LOG.debugf("cannot delete %s: %s", directory, e);
        }
    }

    /** Whether the claim of a live JVM exists. Removes those of dead ones. */
    private boolean isUsed() {
        boolean used = false;
        for (String claim : names("[0-9]*_*_*")) {
            if (isAlive(claim)) {
                used = true;
            } else {
                delete(claim);
            }
        }
        return used;
    }

    private boolean isAlive(String claim) {
        String[] parts = claim.split("_", 3);
        try {
            return table.isAlive(new ProcessId(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private List<String> names(String pattern) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, pattern)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException e) {
            LOG.debugf("cannot read %s: %s", directory, e);
        }
        return names;
    }

    private void delete(String file) {
        try {
            Files.deleteIfExists(directory.resolve(file));
        } catch (IOException e) {
            LOG.debugf("cannot delete %s in %s: %s", file, directory, e);
        }
    }
}
