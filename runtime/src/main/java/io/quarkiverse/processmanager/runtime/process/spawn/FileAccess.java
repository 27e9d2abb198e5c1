package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * What the user of a process may do with files.
 *
 * @param identity who that is
 */
public record FileAccess(RunAs identity) {

    /** Whether a program may be executed, or a directory be entered. */
    public boolean toExecute(Path file) {
        return identity.isOwn() ? Files.isExecutable(file) : isForEverybody(file) || testExecutes(file);
    }

    /** For messages: who it is about. */
    public String by() {
        return identity.isOwn() ? "" : " by " + identity.who();
    }

    /** Spares the question in the usual case. */
    private static boolean isForEverybody(Path file) {
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
