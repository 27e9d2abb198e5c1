package io.quarkiverse.processmanager.runtime.process.spawn.rights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;

import io.quarkiverse.processmanager.runtime.process.spawn.tools.HelperCommand;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;

/**
 * The users and groups of this machine, from {@code /etc/passwd} and {@code /etc/group}. {@code getent} answers for accounts
 * that no file names, such as those of a directory server. Safe for use by several threads.
 * <p>
 * {@code getent} alone does not replace the files: it takes a name of digits for a number, it is one more program that an image
 * must contain, and it costs a process for each start.
 */
public final class Accounts {

    private static final int NAME = 0;
    private static final int NUMBER = 2;
    private static final int GROUP = 3;
    private static final int HOME = 5;

    private Accounts() {
    }

    /**
     * One user.
     *
     * @param name the login name
     * @param uid the number of the user
     * @param gid the number of the primary group
     * @param home the home directory
     */
    record User(String name, long uid, long gid, String home) {
    }

    /** The name of the user with that number as the file of users has it; the number itself for a user without a name there. */
    public static String nameOf(String uid) {
        return find(lines("passwd"), uid, HOME).map(fields -> fields[NAME]).orElse(uid);
    }

    /** The user with a name or number; empty if this machine has none. */
    static Optional<User> user(String nameOrNumber) {
        return entry("passwd", nameOrNumber, HOME).map(fields -> new User(fields[NAME], Long.parseLong(fields[NUMBER]),
                Long.parseLong(fields[GROUP]), fields[HOME]));
    }

    /** The number of the group with a name or number. A number needs no entry; an unknown name has no number. */
    public static OptionalLong group(String nameOrNumber) {
        Optional<String[]> entry = entry("group", nameOrNumber, NUMBER);
        return entry.isPresent() ? OptionalLong.of(Long.parseLong(entry.get()[NUMBER])) : number(nameOrNumber);
    }

    /** The value of a text of digits; empty for other texts. */
    static OptionalLong number(String text) {
        return text.matches("[0-9]{1,10}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static Optional<String[]> entry(String database, String key, int lastField) {
        Optional<String[]> entry = find(lines(database), key, lastField);
        return entry.isPresent() ? entry : find(getent(database, key), key, lastField);
    }

    private static List<String> lines(String database) {
        try {
            return Files.readAllLines(Path.of("/etc", database), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** A name takes precedence over a number. */
    private static Optional<String[]> find(List<String> lines, String key, int lastField) {
        Optional<String[]> byNumber = Optional.empty();
        for (String line : lines) {
            String[] fields = line.split(":", -1);
            if (fields.length <= lastField || number(fields[NUMBER]).isEmpty()) {
                continue;
            }
            if (fields[NAME].equals(key)) {
                return Optional.of(fields);
            }
            if (byNumber.isEmpty() && fields[NUMBER].equals(key)) {
                byNumber = Optional.of(fields);
            }
        }
        return byNumber;
    }

    private static List<String> getent(String database, String key) {
        Optional<Path> program = SystemTools.find("getent");
        try {
            return program.isEmpty() ? List.of()
                    : new HelperCommand(List.of(program.get().toString(), database, key)).read().output().lines().toList();
        } catch (IOException | TimeoutException e) {
            return List.of();
        }
    }
}
