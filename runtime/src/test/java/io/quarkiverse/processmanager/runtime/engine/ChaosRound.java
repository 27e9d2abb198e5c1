package io.quarkiverse.processmanager.runtime.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.quarkiverse.processmanager.runtime.process.assembly.Jvm;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;

/** One JVM of the chaos, and everything that comes from it: by its environment, its working directory and its open files. */
final class ChaosRound {

    private final Path lane;
    private final Path directory;
    private final String way;
    private final long seed;
    private final String tag;

    ChaosRound(Path lane, int number, String way, long seed) {
        this.lane = lane;
        this.directory = lane.resolve("round" + number + "-");
        this.way = way;
        this.seed = seed;
        this.tag = "CHAOS=" + directory;
    }

    Jvm start() throws IOException {
        Files.createDirectories(directory);
        Path temporary = Files.createDirectories(lane.resolve("tmp"));
        return Jvm.startBehind(List.of("env", "-u", "XDG_RUNTIME_DIR", tag, "sh", "-c", "cd \"$0\" && exec \"$@\"",
                directory.toString()), List.of("-Djava.io.tmpdir=" + temporary, "-Xmx96m", "-XX:+UseSerialGC"), ChaosJvm.class,
                directory.toString(), Long.toString(seed), way);
    }

    /** The processes of the JVM without the JVM itself. */
    List<ProcessEntry> processes(Jvm jvm) {
        List<ProcessEntry> found = new ArrayList<>();
        for (ProcessEntry entry : Workshop.living()) {
            if (entry.pid() != jvm.pid() && isMarked(entry.pid())) {
                found.add(entry);
            }
        }
        return found;
    }

    List<Long> watchdogs(Jvm jvm) {
        return processes(jvm).stream().map(ProcessEntry::pid)
                .filter(pid -> Workshop.read("/proc/" + pid + "/cmdline").contains("process-manager-")).toList();
    }

    void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-s", name, "--", Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The lines that the JVM has written since the last one that was read, but those of a normal life. */
    List<String> readRest(Jvm jvm) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = jvm.line(); line != null; line = jvm.line()) {
            if (!List.of("up", "settled", "closed").contains(line)) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Waits until nothing is left, and returns what is left after that time. */
    Optional<String> awaitNothingLeft(long nanos) {
        long end = System.nanoTime() + nanos;
        List<String> left = left();
        while (!left.isEmpty() && end - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            left = left();
        }
        return left.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", left));
    }

    private List<String> left() {
        List<String> left = new ArrayList<>();
        for (ProcessEntry entry : Workshop.living()) {
            if (isMarked(entry.pid())) {
                left.add(describe(entry, "its environment"));
            }
        }
        if (left.isEmpty()) {
            for (ProcessEntry entry : Workshop.living()) {
                Path process = Path.of("/proc", Long.toString(entry.pid()));
                if (isOurs(process.resolve("cwd"))) {
                    left.add(describe(entry, "its directory"));
                } else {
                    fileOf(process.resolve("fd")).ifPresent(file -> left.add(describe(entry, "its file " + file)));
                }
            }
        }
        return left;
    }

    private boolean isMarked(long pid) {
        return Workshop.read("/proc/" + pid + "/environ").contains(tag);
    }

    private Optional<Path> fileOf(Path descriptors) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(descriptors)) {
            for (Path file : files) {
                if (isOurs(file)) {
                    return Optional.of(Files.readSymbolicLink(file));
                }
            }
        } catch (IOException | RuntimeException e) {
            // The process has exited.
        }
        return Optional.empty();
    }

    private boolean isOurs(Path link) {
        try {
            return Files.readSymbolicLink(link).toString().startsWith(directory.toString());
        } catch (IOException e) {
            return false;
        }
    }

    private static String describe(ProcessEntry entry, String by) {
        return "pid " + entry.pid() + " " + Workshop.read("/proc/" + entry.pid() + "/cmdline").replace('\0', ' ').strip()
                .lines().findFirst().orElse("") + " (parent " + entry.parent() + ", state " + entry.state() + "), by " + by;
    }

    @Override
    public String toString() {
        return directory.getParent().getFileName() + "/" + directory.getFileName() + " (" + way + ", seed " + seed + ")";
    }
}
