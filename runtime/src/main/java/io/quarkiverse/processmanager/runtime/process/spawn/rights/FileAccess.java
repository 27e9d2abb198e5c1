package io.quarkiverse.processmanager.runtime.process.spawn.rights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

import io.quarkiverse.processmanager.runtime.process.spawn.tools.HelperCommand;

/**
 * The rights of the user of a process on files.
 *
 * @param identity the user
 */
public record FileAccess(RunAs identity) {

    /** Whether the user may execute a program or enter a directory. Runs a command for another user. */
    public boolean toExecute(Path file) {
        return identity.isOwn() ? Files.isExecutable(file) : isOpenToAll(file) || testExecutes(file);
    }

    /** The user as the end of a message; empty for the user of the application. */
    public String by() {
        return identity.isOwn() ? "" : " by " + identity.label();
    }

    /** Whether all users may execute the file. In this usual case no command needs to run. */
    private static boolean isOpenToAll(Path file) {
        try {
            for (Path path = file.toRealPath(); path != null; path = path.getParent()) {
                if (!Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)
                        .contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            }
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Only the system knows groups, access control lists and the rules of network file systems. */
    private boolean testExecutes(Path file) {
        List<String> words = new ArrayList<>(identity.words());
        words.addAll(List.of("/bin/sh", "-c", "test -x \"$1\"", "sh", file.toString()));
        try {
            return new HelperCommand(words).directory(Path.of("/")).run() == 0;
        } catch (IOException | TimeoutException e) {
            // The answer is unknown. The start fails if the file may not be executed.
            return true;
        }
    }
}
