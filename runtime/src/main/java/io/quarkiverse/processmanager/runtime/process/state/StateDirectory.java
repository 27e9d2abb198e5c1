package io.quarkiverse.processmanager.runtime.process.state;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** The private directory for the state files of all JVMs of one user. */
public final class StateDirectory {

    private static final String NAME = "quarkus-process-manager";
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private StateDirectory() {
    }

    /** The state directory of this user on a system, by the name in {@code os.name}. */
    public static Path of(String system) {
        return system.startsWith("Windows") ? inProfile(System.getenv("LOCALAPPDATA")) : ofThisUser();
    }

    /**
     * The state directory of this user on Linux and macOS: in {@code XDG_RUNTIME_DIR}, or else in
     * the directory for temporary files.
     */
    public static Path ofThisUser() {
        return ofThisUser(System.getenv("XDG_RUNTIME_DIR"));
    }

    static Path ofThisUser(@Nullable String runtime) {
        return usable(runtime).map(directory -> directory.resolve(NAME))
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), NAME + "-" + ownUser()));
    }

    private static Optional<Path> usable(@Nullable String runtime) {
        if (runtime == null || runtime.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(runtime)).filter(StateDirectory::isOwnDirectory).filter(Files::isWritable);
        } catch (InvalidPathException e) {
            // Such as an umlaut under LANG=C, which the JVM cannot represent.
            return Optional.empty();
        }
    }

    /**
     * A directory of this user with a short path, which all JVMs of the user agree on whatever their environment is; on Windows
     * the state directory.
     */
    public static Path withShortPath(String system) {
        return system.startsWith("Windows") ? of(system) : Path.of("/tmp", NAME + "-" + ownUser());
    }

    /** The state directory in the profile of a Windows user, or in the home directory if {@code LOCALAPPDATA} is not set. */
    public static Path inProfile(String localAppData) {
        return localAppData == null || localAppData.isBlank() ? Path.of(System.getProperty("user.home"), "." + NAME)
                : Path.of(localAppData, NAME);
    }

    /**
     * Creates the directory, or closes it to other users: the lines of a state file decide which processes are killed.
     *
     * @throws IOException if the directory belongs to another user or is a link
     */
    public static void prepare(Path directory) throws IOException {
        if (!hasOwners(directory)) {
            // Only the user and administrators can open the profile of a user, and the files inherit that.
            Files.createDirectories(directory);
            return;
        }
        try {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
        } catch (FileAlreadyExistsException e) {
            if (!isOwnDirectory(directory)) {
                throw new IOException(directory + " is not a directory of this user");
            }
        }
        if (!Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS).equals(PRIVATE)) {
            Files.setPosixFilePermissions(directory, PRIVATE);
        }
    }

    /** Whether the path is a directory of this user, and not a link to one. */
    public static boolean isOwnDirectory(Path directory) {
        if (!hasOwners(directory)) {
            return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
        }
        try {
            Map<String, Object> attributes = Files.readAttributes(directory, "unix:uid,isDirectory", LinkOption.NOFOLLOW_LINKS);
            return Boolean.TRUE.equals(attributes.get("isDirectory")) && ownUser().equals(attributes.get("uid").toString());
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasOwners(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** Whether the path is a regular file of this user, and not a link to one. */
    public static boolean isOwnFile(Path file) {
        if (!hasOwners(file)) {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        }
        try {
            Map<String, Object> attributes = Files.readAttributes(file, "unix:uid,isRegularFile", LinkOption.NOFOLLOW_LINKS);
            return Boolean.TRUE.equals(attributes.get("isRegularFile")) && ownUser().equals(attributes.get("uid").toString());
        } catch (IOException e) {
            return false;
        }
    }

    /** The number of the user that this JVM runs as. */
    private static String ownUser() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
        } catch (IOException e) {
            return ownerOfNewFile();
        }
    }

    /** The user that this JVM runs as, taken from a new file. Systems without {@code /proc} need this. */
    static String ownerOfNewFile() {
        try {
            Path file = Files.createTempFile(NAME, null);
            try {
                return Files.getAttribute(file, "unix:uid").toString();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            return System.getProperty("user.name");
        }
    }
}
