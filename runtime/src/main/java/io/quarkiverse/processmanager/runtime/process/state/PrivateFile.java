package io.quarkiverse.processmanager.runtime.process.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner can read, from their first moment on. */
public final class PrivateFile {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PrivateFile() {
    }

    /** Makes a file that is not there yet. */
    public static FileChannel create(Path path) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
        try {
            return FileChannel.open(path, options, OWNER);
        } catch (UnsupportedOperationException e) {
            // A file system without such permissions.
            return FileChannel.open(path, options);
        }
    }

    /**
     * Makes sure that a file is there, with the directories above it, and that it can be written. One that is there already
     * keeps its permissions: somebody may have given them on purpose.
     */
    public static void prepare(Path path) throws IOException {
        if (path.getParent() != null) {
            Files.createDirectories(path.getParent());
        }
        try {
            create(path).close();
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(path)) {
                // A pipe would hold up whoever opens it.
                throw new IOException(path + " is not an ordinary file");
            }
            FileChannel.open(path, StandardOpenOption.APPEND).close();
        }
    }
}
