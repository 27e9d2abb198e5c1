package io.quarkiverse.processmanager.runtime.process.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.runtime.process.table.PidScope;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/**
 * The state file of one JVM: a copy of all lines that its watchdog has received. When the watchdog dies together with the JVM,
 * the next watchdog reads the file and finds the processes that are left. The first line is the scope in which the pids of the
 * file are valid. For one thread.
 */
public final class StateFile {

    /** From this size on the file is rewritten without the processes that have exited. */
    private static final long COMPACT_BYTES = 64 * 1024;

    private final Path path;
    private final PidScope scope;
    private FileChannel channel;
    private boolean torn;

    private StateFile(Path path, PidScope scope, FileChannel channel) {
        this.path = path;
        this.scope = scope;
        this.channel = channel;
    }

    /**
     * Creates the file and writes its first line.
     *
     * @throws IOException if the file exists or cannot be written
     */
    public static StateFile create(Path directory, RunnerId jvm, PidScope scope) throws IOException {
        Path path = directory.resolve(jvm.text());
        StateFile file = new StateFile(path, scope, open(path));
        file.append(scope.text());
        return file;
    }

    public Path path() {
        return path;
    }

    public void append(String line) throws IOException {
        torn = true;
        write(channel, line);
        torn = false;
    }

    /**
     * Appends a line, or rewrites the file with all current lines. A file is rewritten if it has reached 64 KiB, if its last
     * line is incomplete because the disk was full, or if it was deleted.
     */
    public void note(String line, Supplier<List<String>> all) throws IOException {
        if (torn || channel.size() > COMPACT_BYTES || Files.notExists(path)) {
            rewrite(scope.text() + "\n" + String.join("\n", all.get()));
        } else {
            append(line);
        }
    }

    private void rewrite(String text) throws IOException {
        StateDirectory.prepare(path.toAbsolutePath().getParent());
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        FileChannel replacement = open(fresh);
        try {
            write(replacement, text);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            replacement.close();
            Files.deleteIfExists(fresh);
            throw e;
        }
        channel.close();
        channel = replacement;
        torn = false;
    }

    private static void write(FileChannel target, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }

    public void close() throws IOException {
        channel.close();
    }

    public void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }

    private static FileChannel open(Path path) throws IOException {
        return PrivateFile.create(path);
    }

    /** The files of dead JVMs that may have left processes. Files whose pids are no longer valid are deleted. */
    public static List<Path> abandoned(Path directory, ProcessTable table) throws IOException {
        PidScope scope = table.pidScope();
        List<Path> abandoned = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (!StateDirectory.isOwnFile(file) || ownerIsAlive(file, table)) {
                    continue;
                }
                String line = firstLine(file);
                if (line.equals(scope.text())) {
                    abandoned.add(file);
                } else if (!scope.isOfThisBoot(line)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return abandoned;
    }

    private static boolean ownerIsAlive(Path file, ProcessTable table) {
        String name = file.getFileName().toString();
        try {
            return table.isAlive(RunnerId.parse(name.endsWith(".new") ? name.substring(0, name.length() - 4) : name)
                    .process());
        } catch (NumberFormatException | UncheckedIOException e) {
            // Without proof of its death the JVM counts as alive.
            return true;
        }
    }

    private static String firstLine(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        return end < 0 ? "" : text.substring(0, end);
    }
}
