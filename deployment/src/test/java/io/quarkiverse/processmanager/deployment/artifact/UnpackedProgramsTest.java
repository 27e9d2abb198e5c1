package io.quarkiverse.processmanager.deployment.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.program.ArtifactFinder.Unpacking;

class UnpackedProgramsTest {

    private static final byte[] PROGRAM = "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path root;

    private final Unpacking wanted = new Unpacking("db", "g:server", "1", "server-.*", "server");

    private Path jar(String entry, byte[] content) throws IOException {
        Path jar = root.resolve("server.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content);
        }
        return jar;
    }

    private static byte[] archive(String path) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new XZCompressorOutputStream(bytes))) {
            TarArchiveEntry program = new TarArchiveEntry(path);
            program.setMode(0100755);
            program.setSize(PROGRAM.length);
            tar.putArchiveEntry(program);
            tar.write(PROGRAM);
            tar.closeArchiveEntry();
            TarArchiveEntry link = new TarArchiveEntry("lib/libserver.so", TarConstants.LF_SYMLINK);
            link.setLinkName("libserver.so.1");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    @Test
    void anArchiveIsUnpackedWithItsRightsAndLinks() throws Exception {
        Path bin = new UnpackedPrograms(root).directory(wanted, "1.2", jar("server-linux.txz", archive("bin/server")));

        assertThat(bin).isEqualTo(root.resolve("process-manager/programs/server-1.2/bin"));
        assertThat(bin.resolve("server")).isExecutable().hasBinaryContent(PROGRAM);
        assertThat(Files.readSymbolicLink(bin.resolveSibling("lib/libserver.so"))).hasToString("libserver.so.1");
    }

    @Test
    void aDirectoryIsUnpackedWithItsRightsAndWithoutItsName() throws Exception {
        Path file = root.resolve("server.zip");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            add(zip, "other/file", 0100644);
            add(zip, "server-1.2/", 040755);
            add(zip, "server-1.2/bin/server", 0100755);
            add(zip, "server-1.2/conf/server.conf", 0100644);
        }
        Unpacking directory = new Unpacking("db", "g:server::zip", "1", "server-[^/]+/", "server");

        Path bin = new UnpackedPrograms(root).directory(directory, "1.2", file);

        assertThat(bin).isEqualTo(root.resolve("process-manager/programs/server-1.2/bin"));
        assertThat(bin.resolve("server")).isExecutable().hasBinaryContent(PROGRAM);
        assertThat(Files.isExecutable(bin.resolveSibling("conf/server.conf"))).isFalse();
        assertThat(bin.resolveSibling("conf/server.conf")).hasBinaryContent(PROGRAM);
        assertThat(bin.resolve("../file")).doesNotExist();
    }

    @Test
    void anEntryOutsideOfADirectoryIsRefused() throws Exception {
        Path file = root.resolve("server.zip");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            add(zip, "server-1.2/", 040755);
            add(zip, "server-1.2/../../evil", 0100755);
        }
        Unpacking directory = new Unpacking("db", "g:server::zip", "1", "server-[^/]+/", "server");

        assertThatThrownBy(() -> new UnpackedPrograms(root).directory(directory, "1.2", file))
                .hasMessageContaining("../../evil outside of itself");
    }

    private static void add(ZipArchiveOutputStream zip, String name, int mode) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(mode);
        zip.putArchiveEntry(entry);
        if (!entry.isDirectory()) {
            zip.write(PROGRAM);
        }
        zip.closeArchiveEntry();
    }

    @Test
    void anotherEntryIsTheProgramItself() throws Exception {
        Path bin = new UnpackedPrograms(root).directory(wanted, "1", jar("server-7-linux", PROGRAM));

        assertThat(bin.resolve("server")).isExecutable().hasBinaryContent(PROGRAM);
    }

    @Test
    void aProgramThatIsThereIsNotUnpackedAgain() throws Exception {
        UnpackedPrograms programs = new UnpackedPrograms(root);
        Path bin = programs.directory(wanted, "1", jar("server-7-linux", PROGRAM));

        assertThat(programs.directory(wanted, "1", root.resolve("no.jar"))).isEqualTo(bin);
    }

    @Test
    void anEntryOutsideOfTheArchiveIsRefusedAndLeavesNothing() throws Exception {
        Path jar = jar("server-linux.txz", archive("../../evil"));

        assertThatThrownBy(() -> new UnpackedPrograms(root).directory(wanted, "1", jar))
                .hasMessageContaining("../../evil outside of itself");
        try (Stream<Path> left = Files.list(root.resolve("process-manager/programs"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aJarWithoutTheEntryIsRefused() throws Exception {
        Path jar = jar("other", PROGRAM);

        assertThatThrownBy(() -> new UnpackedPrograms(root).directory(wanted, "1", jar))
                .isInstanceOf(UnresolvedArtifactException.class).hasMessageStartingWith("has no entry server-.* in ");
    }
}
