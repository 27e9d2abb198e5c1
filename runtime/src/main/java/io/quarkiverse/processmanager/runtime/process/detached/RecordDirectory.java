package io.quarkiverse.processmanager.runtime.process.detached;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;

/**
 * Where the records of the detached processes of an application are. Refers to few classes, because a packaged application
 * searches for records at its start although it loads no engine.
 */
public final class RecordDirectory {

    /** The end of the name of each record. */
    static final String RECORD = ".process";

    private static final String NAME = "detached-";
    private static final int DIGITS = 16;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private RecordDirectory() {
    }

    /**
     * Identifies an application in names of files and in markers: the FNV-1a hash of its name. A cryptographic hash would cost the
     * start of each packaged application the security providers of the JDK, and the directory belongs to one user.
     */
    static String key(String application) {
        long hash = FNV_OFFSET;
        for (byte next : application.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (next & 0xff)) * FNV_PRIME;
        }
        String digits = Long.toHexString(hash);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    static Path of(Path stateDirectory, String key) {
        return stateDirectory.resolve(NAME + key);
    }

    /**
     * Whether an earlier run of an application has left a record.
     *
     * @param application the name of the application, which is only needed if any application of this user has records
     */
    public static boolean hasRecords(Path stateDirectory, Supplier<String> application) {
        return has(stateDirectory, NAME, "") && StateDirectory.isOwnDirectory(stateDirectory)
                && has(of(stateDirectory, key(application.get())), "", RECORD);
    }

    /** In most cases there is no such directory. */
    private static boolean has(Path directory, String beginning, String end) {
        String[] names = directory.toFile().list();
        if (names != null) {
            for (String name : names) {
                if (name.startsWith(beginning) && name.endsWith(end)) {
                    return true;
                }
            }
        }
        return false;
    }
}
