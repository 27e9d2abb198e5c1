package io.quarkiverse.processmanager.runtime.service;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a program that refuses root runs in an application that runs as root: as another user who can enter the directories, else in a
 * user namespace of its own, in which the program has no privileges and the files stay those of root.
 *
 * @param user the user
 * @param starter the words in front of the command line
 */
public record Unprivileged(Optional<String> user, List<String> starter) {

    /** The application does not run as root, or the program does not mind. */
    public static final Unprivileged NOT_NEEDED = new Unprivileged(Optional.empty(), List.of());

    private static final String NOBODY = "nobody";
    private static final Path NAMESPACES = Path.of("/proc/sys/user/max_user_namespaces");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path UNSHARE = Path.of("/usr/bin/unshare");
    private static final int CAP_SYS_ADMIN = 21;

    public Unprivileged {
        starter = List.copyOf(starter);
    }

    /**
     * Chooses the way.
     *
     * @param users the users of the program, the best one first
     * @param directories the directories that the program must be able to enter, and the files that it must be able to read
     * @throws IllegalArgumentException with the end of a sentence about {@code user}
     */
    public static Unprivileged choose(List<String> users, List<Path> directories) {
        if (users.isEmpty() || !"root".equals(System.getProperty("user.name"))) {
            return NOT_NEEDED;
        }
        List<Path> closed = directories.stream().flatMap(Unprivileged::closed).distinct().toList();
        Optional<String> user = Stream.concat(users.stream(), Stream.of(NOBODY)).filter(Unprivileged::exists).findFirst();
        if (user.isPresent() && closed.isEmpty()) {
            return new Unprivileged(user, List.of());
        }
        if (hasNamespaces()) {
            return new Unprivileged(Optional.empty(), List.of(UNSHARE.toString(), "--user"));
        }
        if (user.isEmpty()) {
            throw new IllegalArgumentException("is missing: the program refuses to run as root, and the machine has no user "
                    + String.join(", ", users) + " or " + NOBODY);
        }
        throw new IllegalArgumentException("is missing: the program refuses to run as root, and the user " + user.get()
                + " cannot enter " + closed.stream().map(Path::toString).collect(Collectors.joining(" and "))
                + "; move the directory with data-dir or the program with service.home, or open it for other users (chmod o+x)");
    }

    /** The directories on the way to a path, and the path itself, that other users than the owner cannot enter or read. */
    static Stream<Path> closed(Path path) {
        List<Path> closed = new ArrayList<>();
        for (Path directory = path.toAbsolutePath().normalize(); directory != null; directory = directory.getParent()) {
            try {
                PosixFileAttributes attributes = Files.readAttributes(directory, PosixFileAttributes.class);
                PosixFilePermission needed = attributes.isRegularFile() ? PosixFilePermission.OTHERS_READ
                        : PosixFilePermission.OTHERS_EXECUTE;
                if (attributes.owner().getName().equals("root") && !attributes.permissions().contains(needed)) {
                    closed.add(0, directory);
                }
            } catch (IOException | UnsupportedOperationException e) {
                // The start creates a missing directory, for the user of the process.
                continue;
            }
        }
        return closed.stream();
    }

    private static boolean exists(String user) {
        try {
            FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Whether this JVM can make a user namespace. In most containers it lacks the capability, and the system call is forbidden. */
    private static boolean hasNamespaces() {
        try {
            String capabilities = Files.readAllLines(STATUS).stream().filter(line -> line.startsWith("CapEff:"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("0");
            return Files.isExecutable(UNSHARE) && !Files.readString(NAMESPACES).strip().equals("0")
                    && (Long.parseUnsignedLong(capabilities, 16) >> CAP_SYS_ADMIN & 1) == 1;
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }
}
