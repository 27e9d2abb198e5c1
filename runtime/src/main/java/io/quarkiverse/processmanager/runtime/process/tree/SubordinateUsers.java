package io.quarkiverse.processmanager.runtime.process.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The users of the containers that an ordinary user runs without root: ranges that {@code /etc/subuid} gives to its name or number, each
 * as {@code name:first:count}. Immutable.
 */
record SubordinateUsers(List<String> lines) {

    private static final Path FILE = Path.of("/etc/subuid");

    SubordinateUsers {
        lines = List.copyOf(lines);
    }

    /** The ranges of this system; none if it has no such file. */
    static SubordinateUsers ofSystem() {
        try {
            return new SubordinateUsers(Files.readAllLines(FILE, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return new SubordinateUsers(List.of());
        }
    }

    /**
     * Whether a range of one of the owners has the user.
     *
     * @param user the number of the user
     * @param owners the name and the number of a user
     */
    boolean include(String user, Set<String> owners) {
        for (String line : lines) {
            String[] range = line.strip().split(":");
            if (range.length == 3 && owners.contains(range[0]) && isIn(user, range[1], range[2])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(String user, String first, String count) {
        try {
            long offset = Long.parseLong(user) - Long.parseLong(first);
            return offset >= 0 && offset < Long.parseLong(count);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
