package io.quarkiverse.processmanager.runtime.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the files of a set contain at one moment. Two values with the same digest have files with the same names, relative to the root
 * of the set, and the same contents.
 *
 * @param digest the SHA-256 digest of names and contents, in hexadecimal digits
 * @param stamp a digest of names, sizes and times, which needs no content: if it has not changed, nothing has; absent if a file has
 *        changed so recently that a further change could leave its time as it is
 * @param files how many files the set had
 */
public record FileContents(String digest, Optional<String> stamp, int files) {

    /** The coarsest times of the file systems in use: FAT. The times of others are finer. */
    private static final Duration COARSE_TIMES = Duration.ofSeconds(2);
    private static final int BUFFER = 64 * 1024;
    private static final byte[] UNREADABLE = new byte[1];

    /**
     * Reads a set. The call reads each file, unless nothing has changed since {@code last}, and can take seconds for a large set.
     *
     * @param now the time of the system
     * @param last an earlier result, of which names, sizes and times are compared first
     * @throws IOException if a directory cannot be read
     */
    public static FileContents of(FileSet set, Instant now, Optional<FileContents> last) throws IOException {
        SortedMap<Path, BasicFileAttributes> files = set.files();
        String stamp = stamp(set.root(), files);
        Optional<String> lasting = isSettled(files, now) ? Optional.of(stamp) : Optional.empty();
        Optional<FileContents> same = last.filter(one -> one.stamp.equals(Optional.of(stamp)));
        if (same.isPresent()) {
            return same.get();
        }
        return new FileContents(digest(set.root(), files), lasting, files.size());
    }

    private static boolean isSettled(Map<Path, BasicFileAttributes> files, Instant now) {
        Instant limit = now.minus(COARSE_TIMES);
        for (BasicFileAttributes attributes : files.values()) {
            if (attributes.lastModifiedTime().toInstant().isAfter(limit)) {
                return false;
            }
        }
        return true;
    }

    private static String stamp(Path root, SortedMap<Path, BasicFileAttributes> files) {
        MessageDigest all = sha256();
        files.forEach((file, attributes) -> {
            name(all, root, file);
            Instant modified = attributes.lastModifiedTime().toInstant();
            all.update(ByteBuffer.allocate(20).putLong(attributes.size()).putLong(modified.getEpochSecond())
                    .putInt(modified.getNano()).flip());
            all.update(String.valueOf(attributes.fileKey()).getBytes(StandardCharsets.UTF_8));
        });
        return HexFormat.of().formatHex(all.digest());
    }

    private static String digest(Path root, SortedMap<Path, BasicFileAttributes> files) {
        MessageDigest all = sha256();
        MessageDigest one = sha256();
        byte[] buffer = new byte[BUFFER];
        for (Path file : files.keySet()) {
            name(all, root, file);
            all.update(content(file, one, buffer));
        }
        return HexFormat.of().formatHex(all.digest());
    }

    /** The digest of a content; that of a file that cannot be read differs from each of these. */
    private static byte[] content(Path file, MessageDigest one, byte[] buffer) {
        one.reset();
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                one.update(buffer, 0, read);
            }
            return one.digest();
        } catch (IOException unreadable) {
            return UNREADABLE;
        }
    }

    /** The name relative to the root, with a separator that does not depend on the system; no name contains a 0. */
    private static void name(MessageDigest digest, Path root, Path file) {
        Path relative = file.startsWith(root) ? root.relativize(file) : file;
        digest.update(relative.toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
