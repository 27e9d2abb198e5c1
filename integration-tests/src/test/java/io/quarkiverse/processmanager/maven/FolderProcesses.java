package io.quarkiverse.processmanager.maven;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The processes of a folder: they have it in a variable of their environment, or it is their working directory. */
public final class FolderProcesses {

    private static final Duration MACHINE_IS_SLOW = Duration.ofMinutes(4);

    private final String variable;
    private final Path folder;

    /** @param variable the name of the variable whose value is the folder */
    public FolderProcesses(String variable, Path folder) {
        this.variable = variable + "=" + folder + "\0";
        this.folder = folder;
    }

    /** Waits until none of them is alive. */
    public void awaitNoneLeft() {
        await("nothing is left of " + folder).atMost(MACHINE_IS_SLOW).until(this::left, List::isEmpty);
    }

    /** Kills what a failed test has left. */
    public void kill() {
        await().atMost(MACHINE_IS_SLOW).until(() -> {
            List<String> left = left();
            left.forEach(process -> ProcessHandle.of(Long.parseLong(process.substring(0, process.indexOf(' '))))
                    .ifPresent(ProcessHandle::destroyForcibly));
            return left.isEmpty();
        });
    }

    /** The pids with the command lines. */
    public List<String> left() {
        return ProcessHandle.allProcesses().map(ProcessHandle::pid)
                .filter(pid -> read(pid, "environ").contains(variable) || directory(pid).startsWith(folder))
                .map(pid -> pid + " " + read(pid, "cmdline").replace('\0', ' ')).toList();
    }

    /** Redis overwrites its environment with its title. */
    private static Path directory(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"));
        } catch (IOException e) {
            return Path.of("");
        }
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file), ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
