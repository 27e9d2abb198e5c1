package io.quarkiverse.processmanager.runtime.process.detached;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Where the records of the detached processes of an application are. Refers to few classes, because a packaged application
 * searches for records at its start although it loads no engine.
 */
public final class RecordDirectory {

    /** The end of the name of each record. */
    static final String RECORD = ".process";

    private static final String NAME = "detached-";
    private static final int SHORT = 16;

    private RecordDirectory() {
    }

    /** Identifies an application in names of files and in markers. */
    static String key(String application) {
        return Fingerprint.of(application).substring(0, SHORT);
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
        return has(stateDirectory, NAME + "*") && has(of(stateDirectory, key(application.get())), "*" + RECORD);
    }

    private static boolean has(Path directory, String names) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, names)) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            // In most cases there is no such directory.
            return false;
        }
    }
}
