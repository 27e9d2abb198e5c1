package io.quarkiverse.processmanager.runtime.process.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;

/**
 * Creates the directory for the data of a process, for its user alone: databases refuse a directory that others can open. An
 * existing directory stays as it is. The caller's thread may block.
 */
public final class DataDirectory {

    private DataDirectory() {
    }

    public static void prepare(ProcessRunner.Launch launch) throws StartRefusedException {
        if (launch.data().isPresent()) {
            Path directory = launch.data().get().directory();
            try {
                create(directory, launch);
            } catch (IOException e) {
                throw new StartRefusedException(Reason.INVALID_DIRECTORY,
                        "the directory of data-dir, " + directory + ", cannot be created: " + why(e));
            }
        }
    }

    /** The cause of an error of a file, with the file. */
    static String why(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "the application has no permission in " + denied.getFile();
        }
        if (e instanceof FileAlreadyExistsException file) {
            return file.getFile() + " is a file";
        }
        return e instanceof FileSystemException system && system.getReason() != null ? system.getReason() : e.getMessage();
    }

    private static void create(Path directory, ProcessRunner.Launch launch) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path absolute = directory.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        boolean posix = absolute.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] access = posix
                ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")) }
                : new FileAttribute<?>[0];
        Files.createDirectory(absolute, access);
        if (posix && launch.execution().user().isPresent()) {
            Files.setOwner(absolute, absolute.getFileSystem().getUserPrincipalLookupService()
                    .lookupPrincipalByName(launch.execution().user().get()));
        }
    }
}
