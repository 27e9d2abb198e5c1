package io.quarkiverse.processmanager.deployment.artifact;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

import io.quarkiverse.processmanager.runtime.program.ArtifactFinder.Unpacking;

/**
 * Unpacks programs from jars and archives into the directory of the build. A directory has its final name only when it is complete,
 * so an unpacking that was killed begins again, and several JVMs can unpack the same program at a time.
 */
final class UnpackedPrograms {

    private static final int EXECUTABLE = 0100;

    private final Path parent;

    /**
     * @param target the directory of the build
     */
    UnpackedPrograms(Path target) {
        this.parent = target.resolve("process-manager").resolve("programs").toAbsolutePath();
    }

    /** The directory of the executables. */
    Path directory(Unpacking wanted, String version, Path jar) throws IOException, UnresolvedArtifactException {
        String artifact = wanted.artifact().split(":")[1];
        Path program = parent.resolve(artifact + "-" + version);
        if (!Files.exists(program)) {
            Path unfinished = Files.createTempDirectory(Files.createDirectories(parent), artifact);
            try {
                unpack(wanted, jar, unfinished);
                open(unfinished);
                move(unfinished, program);
            } finally {
                delete(unfinished);
            }
        }
        return program.resolve("bin");
    }

    /** A program can run as another user than that of the build. */
    private static void open(Path directory) {
        directory.toFile().setExecutable(true, false);
        directory.toFile().setReadable(true, false);
    }

    private static void move(Path unfinished, Path program) throws IOException {
        try {
            Files.move(unfinished, program);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another JVM was faster.
            return;
        }
    }

    private static void unpack(Unpacking wanted, Path file, Path directory) throws IOException, UnresolvedArtifactException {
        try (JarFile jar = new JarFile(file.toFile())) {
            JarEntry entry = jar.stream().filter(one -> one.getName().matches(wanted.entry())).findFirst().orElseThrow(
                    () -> new UnresolvedArtifactException("has no entry " + wanted.entry() + " in " + file));
            if (entry.isDirectory()) {
                unpack(file, entry.getName(), directory);
                return;
            }
            try (InputStream content = new BufferedInputStream(jar.getInputStream(entry))) {
                if (entry.getName().endsWith(".txz")) {
                    unpack(new TarArchiveInputStream(new XZCompressorInputStream(content)), directory);
                } else {
                    Path program = Files.createDirectories(directory.resolve("bin")).resolve(wanted.program());
                    Files.copy(content, program);
                    program.toFile().setExecutable(true, false);
                }
            }
        }
    }

    /** The JDK does not read the rights of the files. */
    private static void unpack(Path file, String home, Path directory) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (!entry.getName().startsWith(home)) {
                    continue;
                }
                Path path = inside(directory, entry.getName().substring(home.length()));
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, path);
                }
                path.toFile().setExecutable((entry.getUnixMode() & EXECUTABLE) != 0, false);
            }
        }
    }

    private static Path inside(Path directory, String entry) throws IOException {
        Path path = directory.resolve(entry).normalize();
        if (!path.startsWith(directory)) {
            throw new IOException("the archive has the entry " + entry + " outside of itself");
        }
        return path;
    }

    private static void unpack(TarArchiveInputStream archive, Path directory) throws IOException {
        for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            Path path = inside(directory, entry.getName());
            if (entry.isDirectory()) {
                Files.createDirectories(path);
                continue;
            }
            Files.createDirectories(path.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                Files.copy(archive, path);
                path.toFile().setExecutable((entry.getMode() & EXECUTABLE) != 0, false);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walked = Files.walk(directory)) {
            all = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
