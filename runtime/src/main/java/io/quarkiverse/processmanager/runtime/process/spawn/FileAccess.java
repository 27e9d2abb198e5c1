package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the user of a process may do with files.
 *
 * @param identity who that is
 */
public record FileAccess(RunAs identity) {

    private static final long ANSWER_SECONDS = 5;

    /** Whether a program may be executed, or a directory be entered. */
    public boolean toExecute(Path file) {
        return identity.isOwn() ? Files.isExecutable(file) : isForEverybody(file) || ask(file);
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
    private boolean ask(Path file) {
        List<String> words = new ArrayList<>(identity.words());
        words.addAll(List.of("/bin/sh", "-c", "test -x \"$1\"", "sh", file.toString()));
        Process process = null;
        try {
            process = new ProcessBuilder(words).directory(Path.of("/").toFile()).redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD).start();
            return !process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (IOException e) {
            // Not known; the start will tell.
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }
}
