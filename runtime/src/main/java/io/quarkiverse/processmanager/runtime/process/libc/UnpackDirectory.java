package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Checks the directory into which JNA unpacks its library, before JNA is loaded: JNA logs a warning with a stack trace if that
 * directory cannot be written, as on a read-only file system.
 */
final class UnpackDirectory {

    private UnpackDirectory() {
    }

    /** The cause why JNA cannot unpack its library, as the end of a sentence; empty if it can, or does not have to. */
    static Optional<String> obstacle(Properties properties, Map<String, String> environment) {
        if (Boolean.parseBoolean(properties.getProperty("jna.nounpack")) || properties.containsKey("jna.boot.library.path")) {
            return Optional.empty();
        }
        String chosen = properties.getProperty("jna.tmpdir");
        if (chosen != null) {
            return isUsable(new File(chosen)) ? Optional.empty() : refusal(chosen);
        }
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "").isBlank()
                ? properties.getProperty("user.home") + "/.cache"
                : environment.get("XDG_CACHE_HOME");
        String temporary = properties.getProperty("java.io.tmpdir");
        return isUsable(new File(cache, "JNA/temp")) || isUsable(new File(temporary)) ? Optional.empty() : refusal(temporary);
    }

    /** JNA creates the directory, too. */
    private static boolean isUsable(File directory) {
        directory.mkdirs();
        return directory.canWrite();
    }

    private static Optional<String> refusal(String directory) {
        return Optional.of("JNA cannot unpack its library into " + directory + ", which cannot be written"
                + LibraryError.OTHER_DIRECTORY);
    }
}
