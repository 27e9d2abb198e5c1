package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;

/** Finds the processes that have a file open, among those whose descriptors this JVM may read. */
public final class LinuxOpenFiles {

    private static final int ACCESS_MODE = 3;

    private LinuxOpenFiles() {
    }

    /** Whether a process has the file open for writing, so that the system refuses to execute it. */
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
                // The process has exited, or belongs to another user.
            }
        }
        return false;
    }

    private static boolean isWriter(Path directory, Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file)
                    && flags(directory.resolve("fdinfo").resolve(descriptor.getFileName())) % (ACCESS_MODE + 1) != 0;
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
