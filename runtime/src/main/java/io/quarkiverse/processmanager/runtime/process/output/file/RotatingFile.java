package io.quarkiverse.processmanager.runtime.process.output.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.runtime.process.state.PrivateFile;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * A file that grows up to its limit and then becomes the first backup, as the log file of Quarkus does. Each write goes into one
 * file as a whole, so a caller that writes complete lines has no line in two files. Not safe for use by several threads.
 */
public final class RotatingFile implements LogTarget {

    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LogFile file;
    private FileChannel channel;
    /** Identifies the open file; absent where the file system has no such keys. */
    private Optional<Object> key;
    private Optional<IOException> rotationFailure = Optional.empty();
    private long checkedNanos;

    private RotatingFile(LogFile file) throws IOException {
        this.file = file;
        reopen();
    }

    /** Opens the file for appending. */
    public static RotatingFile open(LogFile file) throws IOException {
        return new RotatingFile(file);
    }

    /** Turns the file into the first backup now, if it has grown beyond its limit. */
    static void rotate(LogFile file) throws IOException {
        if (Files.exists(file.path()) && Files.size(file.path()) > file.maxBytes()) {
            shift(file);
            PrivateFile.prepare(file.path());
        }
    }

    private void reopen() throws IOException {
        PrivateFile.prepare(file.path());
        channel = FileChannel.open(file.path(), StandardOpenOption.APPEND);
        key = Optional.ofNullable(Files.readAttributes(file.path(), BasicFileAttributes.class).fileKey());
        checkedNanos = SystemClock.nanos();
    }

    /** Writes all bytes to one file. When the method fails, the position of {@code bytes} is behind the last written byte. */
    @Override
    public void write(ByteBuffer bytes) throws IOException {
        boolean due = SystemClock.nanos() - checkedNanos > RETRY_NANOS;
        if (due && !isInPlace()) {
            // Another program has deleted or moved the file: no reader would find what is written there from now on.
            close();
            reopen();
        }
        if (channel.size() > file.maxBytes() && (due || rotationFailure.isEmpty())) {
            rotateOpen();
        }
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private boolean isInPlace() {
        checkedNanos = SystemClock.nanos();
        try {
            return key.equals(Optional.ofNullable(Files.readAttributes(file.path(), BasicFileAttributes.class).fileKey()));
        } catch (IOException e) {
            return false;
        }
    }

    /** A file that cannot be renamed grows beyond its limit: a large file is better than missing lines. */
    private void rotateOpen() throws IOException {
        try {
            shift(file);
            rotationFailure = Optional.empty();
        } catch (IOException e) {
            rotationFailure = Optional.of(e);
            return;
        }
        close();
        reopen();
    }

    /** Why the file could not become a backup at the last attempt. */
    @Override
    public Optional<IOException> rotationFailure() {
        return rotationFailure;
    }

    private static void shift(LogFile file) throws IOException {
        for (int number = file.maxBackups() - 1; number > 0; number--) {
            try {
                move(backup(file, number), backup(file, number + 1));
            } catch (NoSuchFileException e) {
                // There are not so many backups yet.
            }
        }
        move(file.path(), backup(file, 1));
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path backup(LogFile file, int number) {
        return file.path().resolveSibling(file.path().getFileName() + "." + number);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
