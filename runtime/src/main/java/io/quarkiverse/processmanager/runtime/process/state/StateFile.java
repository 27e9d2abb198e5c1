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
 * What the warden has been told, in a file: if the warden dies together with the JVM, the next one finds what they left. The
 * first line says in which life of the system the pids in it have a meaning. Not safe for use by several threads.
 */
public final class StateFile {

    /** When the file is written anew without what has ended in the meantime. */
    private static final long COMPACT_BYTES = 64 * 1024;

    private final Path path;
    private final PidScope life;
    private FileChannel channel;
    private boolean torn;

    private StateFile(Path path, PidScope life, FileChannel channel) {
        this.path = path;
        this.life = life;
        this.channel = channel;
    }

    public static StateFile create(Path directory, RunnerId jvm, PidScope life) throws IOException {
        Path path = directory.resolve(jvm.text());
        StateFile file = new StateFile(path, life, open(path));
        file.append(life.text());
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
     * Adds a line, or replaces the content by all lines that count: once it has grown large, when the disk was full in the
     * middle of a line, or when somebody has tidied up the file.
     */
    public void note(String line, Supplier<List<String>> all) throws IOException {
        if (torn || channel.size() > COMPACT_BYTES || Files.notExists(path)) {
            writeAnew(life.text() + "\n" + String.join("\n", all.get()));
        } else {
            append(line);
        }
    }

    private void writeAnew(String text) throws IOException {
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

    /**
     * The files of JVMs that have died and may have left processes behind. Files that say nothing any more are deleted.
     */
    public static List<Path> abandoned(Path directory, ProcessTable table) throws IOException {
        PidScope life = table.pidScope();
        List<Path> abandoned = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (!StateDirectory.isOwnFile(file) || ownerIsAlive(file, table)) {
                    continue;
                }
                String line = firstLine(file);
                if (line.equals(life.text())) {
                    abandoned.add(file);
                } else if (!life.isOfThisBoot(line)) {
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
            // Whoever is not known to be dead is left alone.
            return true;
        }
    }

    private static String firstLine(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        return end < 0 ? "" : text.substring(0, end);
    }
}
