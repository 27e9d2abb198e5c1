package io.quarkiverse.processmanager.runtime.process.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;
import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.platform.MacProcessTable;
import io.quarkiverse.processmanager.runtime.process.platform.MacPsSyntax;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

class StateDirectoryTest {

    @TempDir
    Path parent;

    @Test
    void nobodyElseMayLookIn() throws IOException {
        Path directory = parent.resolve("a/state");

        StateDirectory.prepare(directory);
        StateFile file = StateFile.create(directory, RunnerId.create(new LinuxProcessTable()),
                new LinuxProcessTable().pidScope());

        assertThat(permissions(directory)).isEqualTo("rwx------");
        assertThat(permissions(file.path())).isEqualTo("rw-------");
        file.delete();
    }

    @Test
    void aDirectoryThatIsOpenToOthersIsClosed() throws IOException {
        Path directory = Files.createDirectory(parent.resolve("state"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        StateDirectory.prepare(directory);

        assertThat(permissions(directory)).isEqualTo("rwx------");
    }

    @Test
    void aRuntimeDirectoryThatIsNoPathIsNotUsed() {
        Path temporary = StateDirectory.ofThisUser(null);

        // Under LANG=C a directory with an umlaut is one.
        assertThat(StateDirectory.ofThisUser("/run/\0")).isEqualTo(temporary);
        assertThat(StateDirectory.ofThisUser(parent.resolve("missing").toString())).isEqualTo(temporary);
        assertThat(StateDirectory.ofThisUser(parent.toString())).isEqualTo(parent.resolve("quarkus-process-manager"));
    }

    @Test
    void aLinkIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(parent.resolve("state"), Files.createDirectory(parent.resolve("elsewhere")));

        assertThatThrownBy(() -> StateDirectory.prepare(link)).isInstanceOf(IOException.class)
                .hasMessageContaining("is not a directory of this user");
    }

    @Test
    void onlyFilesOfDeadJvmsOfThisLifeOfTheSystemAreAbandoned() throws IOException {
        Path directory = parent.resolve("state");
        StateDirectory.prepare(directory);
        RunnerId living = RunnerId.create(new LinuxProcessTable());
        StateFile own = StateFile.create(directory, living, new LinuxProcessTable().pidScope());
        Path dead = copy(own.path(), "1_1_dead");
        Path torn = copy(own.path(), "2_1_torn");
        Files.writeString(torn, "5cd1");
        Files.setLastModifiedTime(torn, FileTime.fromMillis(0));
        Path old = copy(own.path(), "3_1_old");
        Files.writeString(old, "another-life pid:[1]\nmarker QPM_3_1_old\n");
        Path container = copy(own.path(), "4_1_container");
        Files.writeString(container, new LinuxProcessTable().pidScope().boot() + " pid:[1]\nmarker QPM_4_1_container\n");
        Path foreign = copy(own.path(), "notes.txt");
        Path link = Files.createSymbolicLink(directory.resolve("5_1_link"), own.path());

        assertThat(StateFile.abandoned(directory, new LinuxProcessTable())).containsExactly(dead);

        assertThat(List.of(old, torn)).noneMatch(Files::exists);
        assertThat(List.of(own.path(), dead, container, foreign, link)).allMatch(Files::exists);
        own.close();
    }

    @Test
    void aLongFileIsWrittenAnew() throws IOException {
        StateDirectory.prepare(parent.resolve("state"));
        StateFile file = StateFile.create(parent.resolve("state"), RunnerId.create(new LinuxProcessTable()),
                new LinuxProcessTable().pidScope());
        List<String> many = IntStream.range(0, 10_000).mapToObj(i -> "group " + i + " 1 TERM").collect(Collectors.toList());

        for (String line : many) {
            file.note(line, () -> List.of("marker x", "group 1 1 TERM"));
        }
        file.note("ended 1", () -> List.of());

        assertThat(Files.readAllLines(file.path())).hasSizeLessThan(many.size()).contains("marker x", "group 1 1 TERM")
                .endsWith("ended 1");
        assertThat(permissions(file.path())).isEqualTo("rw-------");
        file.delete();
        assertThat(parent.resolve("state")).isEmptyDirectory();
    }

    @Test
    void whoeverIsNotKnownToBeDeadIsNoLeftover() throws IOException {
        StateDirectory.prepare(parent);
        MacProcessTable blind = new MacProcessTable(new MacPsSyntax("/no/ps", "-E", List.of("/no/boot")));
        Path file = Files.writeString(parent.resolve("1_1_cafe"), blind.pidScope().text() + "\n");

        assertThat(StateFile.abandoned(parent, blind)).isEmpty();
        assertThat(file).exists();
    }

    @Test
    void aTableWithoutThisJvmProvesNoDeath() throws IOException {
        StateDirectory.prepare(parent);
        ProcessTable real = new LinuxProcessTable();
        Path file = Files.writeString(parent.resolve("1_1_cafe"), real.pidScope().text() + "\n");
        ProcessTable blind = (ProcessTable) Proxy.newProxyInstance(ProcessTable.class.getClassLoader(),
                new Class<?>[] { ProcessTable.class }, (proxy, method, arguments) -> method.getName().equals("read")
                        ? Optional.empty()
                        : method.invoke(real, arguments));

        assertThat(StateFile.abandoned(parent, blind)).isEmpty();
        assertThat(StateFile.abandoned(parent, real)).containsExactly(file);
    }

    @Test
    void aNewFileSaysWhoThisUserIs() throws IOException {
        assertThat(StateDirectory.ownerOfNewFile()).isEqualTo(Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString());
    }

    @Test
    void aFileThatSomebodyHasTidiedUpIsWrittenAnew() throws IOException {
        Path directory = parent.resolve("state");
        StateDirectory.prepare(directory);
        StateFile file = file(directory);
        Workshop.delete(directory);

        file.note("group 2 1 TERM", () -> List.of("marker x", "group 1 1 TERM", "group 2 1 TERM"));

        assertThat(Files.readAllLines(file.path())).hasSize(4).endsWith("marker x", "group 1 1 TERM", "group 2 1 TERM");
        assertThat(permissions(directory)).isEqualTo("rwx------");
        file.delete();
    }

    static boolean mayMount() {
        return System.getProperty("user.name").equals("root");
    }

    @Test
    @EnabledIf("mayMount")
    void aFullDiskLeavesNoTornLineBehind() throws Exception {
        Path disk = Files.createDirectory(parent.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk.toString())).isZero();
        try {
            StateDirectory.prepare(disk.resolve("state"));
            StateFile file = file(disk.resolve("state"));
            Path ballast = Files.createFile(disk.resolve("ballast"));

            assertThatThrownBy(() -> Files.write(ballast, new byte[1 << 20])).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> noteMany(file)).isInstanceOf(IOException.class);
            Files.delete(ballast);
            file.note("group 2 1 TERM", () -> List.of("marker x", "group 2 1 TERM"));

            assertThat(Files.readAllLines(file.path())).hasSize(3).endsWith("marker x", "group 2 1 TERM");
            file.delete();
        } finally {
            run("umount", disk.toString());
        }
    }

    private static void noteMany(StateFile file) throws IOException {
        for (int i = 0; i < 1_000; i++) {
            file.note("group 1 1 TERM", () -> List.of());
        }
    }

    private static StateFile file(Path directory) throws IOException {
        return StateFile.create(directory, RunnerId.create(new LinuxProcessTable()), new LinuxProcessTable().pidScope());
    }

    private static int run(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words).start().waitFor();
    }

    private static Path copy(Path file, String name) throws IOException {
        return Files.copy(file, file.resolveSibling(name));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
