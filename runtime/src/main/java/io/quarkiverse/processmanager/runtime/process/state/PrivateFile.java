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

/** Creates files that only their owner can read, from the moment of their creation. */
public final class PrivateFile {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PrivateFile() {
    }

    /**
     * Creates a file and opens it for appending.
     *
     * @throws FileAlreadyExistsException if the file exists
     */
    public static FileChannel create(Path path) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
        try {
            return FileChannel.open(path, options, OWNER);
        } catch (UnsupportedOperationException e) {
            // The file system has no POSIX permissions.
            return FileChannel.open(path, options);
        }
    }

    /**
     * Creates a file with the directories above it, or checks that an existing file can be written. An existing file keeps its
     * permissions, because its owner may have set them on purpose.
     */
    public static void prepare(Path path) throws IOException {
        if (path.getParent() != null) {
            Files.createDirectories(path.getParent());
        }
        try {
            create(path).close();
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(path)) {
                // Opening a named pipe would block.
                throw new IOException(path + " is not an ordinary file");
            }
            FileChannel.open(path, StandardOpenOption.APPEND).close();
        }
    }
}
