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
        String cache = cache(properties, environment);
        String temporary = properties.getProperty("java.io.tmpdir");
        return isUsable(new File(cache, "JNA/temp")) || isUsable(new File(temporary)) ? Optional.empty() : refusal(temporary);
    }

    /**
     * Lets JNA unpack into the directory for temporary files if the cache directory of the user is a relative path: a user without an
     * entry in the password file has the home directory {@code ?}, and JNA would create that in the working directory.
     */
    static void avoidRelative(Properties properties, Map<String, String> environment) {
        if (!properties.containsKey("jna.tmpdir") && !new File(cache(properties, environment)).isAbsolute()) {
            properties.setProperty("jna.tmpdir", properties.getProperty("java.io.tmpdir"));
        }
    }

    private static String cache(Properties properties, Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        return cache.isBlank() ? properties.getProperty("user.home") + "/.cache" : cache;
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
