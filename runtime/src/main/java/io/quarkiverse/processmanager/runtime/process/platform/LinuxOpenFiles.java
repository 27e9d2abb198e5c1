package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

import io.quarkiverse.processmanager.runtime.process.spawn.SystemTools;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;

/** Looks who has a file open; only of processes that this JVM may look into. */
public final class LinuxOpenFiles {

    private static final int WRITES = 3;

    private LinuxOpenFiles() {
    }

    /** Whether somebody has the file open for writing, so that it cannot be executed. */
    public static boolean isBeingWritten(Path file) {
        Path real = SystemTools.real(file);
        for (ProcessEntry process : new LinuxProcessTable().all()) {
            Path directory = Path.of("/proc", Long.toString(process.pid()));
            try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(directory.resolve("fd"))) {
                for (Path descriptor : descriptors) {
                    if (isWriter(directory, descriptor, real)) {
                        return true;
                    }
                }
            } catch (IOException e) {
                // It has ended, or belongs to somebody else.
            }
        }
        return false;
    }

    private static boolean isWriter(Path directory, Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file)
                    && flags(directory.resolve("fdinfo").resolve(descriptor.getFileName())) % (WRITES + 1) != 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int flags(Path info) throws IOException {
        for (String line : Files.readAllLines(info)) {
            if (line.startsWith("flags:")) {
                return Integer.parseInt(line.substring("flags:".length()).strip(), 8);
            }
        }
        return 0;
    }
}
