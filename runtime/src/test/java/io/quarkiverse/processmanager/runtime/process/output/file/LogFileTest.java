package io.quarkiverse.processmanager.runtime.process.output.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.LogPolicy.Ansi;
import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.assembly.Witness;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;

/** Output that is written to a file line by line. */
class LogFileTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void everyLineIsWrittenInOrderAndForTheOwnerOnly() throws IOException {
        LogSettings policy = LogSettings.DEFAULT.withCapture(Capture.MERGED).withFile(LogFileSettings.of(file()));
        for (int run = 0; run < 3; run++) {
            workshop.start(workshop.sh("i=0; while [ $i -lt 300 ]; do echo out $i; echo err $i >&2; i=$((i + 1)); done"),
                    StopSettings.DEFAULT, policy).witness().awaitGone();
        }
        workshop.runner().close();

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            expected.add("out " + i % 300);
            expected.add("err " + i % 300);
        }
        assertThat(Files.readAllLines(file())).isEqualTo(expected);
        assertThat(permissions(file())).isEqualTo("rw-------");
    }

    @Test
    void bytesStayWhatTheyAre() throws IOException {
        workshop.start(workshop.perl("binmode STDOUT; print map(chr, 0..9, 11, 12, 14..255), \"\\nend\""), StopSettings.DEFAULT,
                LogSettings.DEFAULT.withFile(LogFileSettings.of(file()))).witness().awaitGone();
        workshop.runner().close();

        byte[] bytes = Files.readAllBytes(file());
        byte[] expected = new byte[254 + 1 + 4];
        int at = 0;
        for (int value = 0; value < 256; value++) {
            if (value != '\n' && value != '\r') {
                expected[at++] = (byte) value;
            }
        }
        System.arraycopy("\nend\n".getBytes(StandardCharsets.US_ASCII), 0, expected, at, 5);
        assertThat(bytes).isEqualTo(expected);
    }

    @Test
    void aFileThatIsFullBecomesABackup() throws IOException {
        LogSettings policy = LogSettings.DEFAULT.withFile(new LogFileSettings(file(), 200_000, 3));

        workshop.start(
                workshop.perl(
                        "$| = 1; for (1..100) { print \"$_ \" . 'x' x 9_990 . \"\\n\"; select undef, undef, undef, 0.002 }"),
                StopSettings.DEFAULT, policy).witness().awaitGone();
        workshop.runner().close();

        assertThat(Path.of(file() + ".4")).doesNotExist();
        List<String> lines = new ArrayList<>();
        for (String name : List.of(".3", ".2", ".1", "")) {
            Path part = Path.of(file() + name);
            assertThat(permissions(part)).isEqualTo("rw-------");
            assertThat(Files.size(part)).isLessThan(200_000 + 100_000);
            lines.addAll(Files.readAllLines(part));
        }
        int first = Integer.parseInt(lines.get(0).split(" ")[0]);
        assertThat(lines).hasSize(101 - first);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).startsWith((first + i) + " x");
        }
    }

    @Test
    void anotherFileIsUsedAtOnce() throws IOException {
        Path second = workshop.directory().resolve("deep/down/second.log");
        workshop.start(workshop.sh("echo one; until test -f go; do sleep 0.01; done; echo two; exec sleep 1000"),
                StopSettings.DEFAULT, LogSettings.DEFAULT.withFile(LogFileSettings.of(file())));
        workshop.awaitSize(file(), 4);

        workshop.runner().logPolicy("p", LogSettings.DEFAULT.withFile(LogFileSettings.of(second)));
        workshop.touch("go");
        workshop.awaitSize(second, 4);

        assertThat(file()).hasContent("one");
        assertThat(second).hasContent("two");
        assertThat(openFiles()).contains(second.toString()).doesNotContain(file().toString());
    }

    @Test
    void anotherFileIsUsedAtOnceInAFloodWithoutAnEnd() {
        Path second = workshop.directory().resolve("second.log");
        workshop.start(workshop.perl("my $s = \"a line of a flood\\n\" x 200; syswrite STDOUT, $s while 1"),
                StopSettings.DEFAULT,
                LogSettings.DEFAULT.withFile(new LogFileSettings(file(), 1_000_000, 1)));
        workshop.awaitUntil(() -> Files.exists(file()) && Files.size(file()) > 100_000);

        workshop.runner().logPolicy("p", LogSettings.DEFAULT.withFile(new LogFileSettings(second, 1_000_000, 1)));
        workshop.awaitUntil(() -> Files.exists(second) && Files.size(second) > 100_000);
        workshop.runner().logPolicy("p", LogSettings.DEFAULT);

        String own = workshop.directory() + "/";
        workshop.awaitUntil(() -> openFiles().stream().noneMatch(name -> name.startsWith(own) && name.endsWith(".log")));
    }

    @Test
    void aFileCanComeAndGoWhileTheProcessRuns() {
        workshop.start(workshop.sh("n=0; while sleep 0.01; do n=$((n + 1)); echo $n; done"), StopSettings.DEFAULT,
                LogSettings.DEFAULT);
        workshop.awaitLine("2");

        workshop.runner().logPolicy("p", LogSettings.DEFAULT.withFile(LogFileSettings.of(file())));
        workshop.awaitUntil(() -> Files.exists(file()) && Files.size(file()) > 20);
        workshop.runner().logPolicy("p", LogSettings.DEFAULT);

        workshop.awaitUntil(() -> !openFiles().contains(file().toString()));
        assertThat(file()).content().doesNotStartWith("1\n");
    }

    @Test
    void theFileIsClosedWhenTheProcessIsNoLongerDeclared() {
        workshop.start(workshop.sh("echo one"), StopSettings.DEFAULT, LogSettings.DEFAULT.withFile(LogFileSettings.of(file())))
                .witness()
                .awaitGone();

        workshop.runner().forget("p");

        workshop.awaitUntil(() -> !openFiles().contains(file().toString()));
        assertThat(file()).hasContent("one");
    }

    @Test
    void aFileThatCannotBeWrittenIsReportedOnceAndTheProcessContinues() throws IOException {
        Path directory = Files.createDirectory(workshop.directory().resolve("taken"));
        try (Messages log = new Messages()) {
            workshop.start(workshop.sh("for i in 1 2 3 4 5; do echo $i; sleep 0.05; done"), StopSettings.DEFAULT,
                    LogSettings.DEFAULT.withFile(LogFileSettings.of(directory))).witness().awaitGone();
            workshop.runner().close();

            assertThat(workshop.lines()).containsExactly("1", "2", "3", "4", "5");
            assertThat(log.messages()).singleElement().asString().contains("cannot write the log file of process 'p'",
                    directory + " is not an ordinary file", "quarkus.processes.p.log.file.path");
        }
    }

    @Test
    void missingLinesAreCountedOnceTheFileCanBeWrittenAgain() throws IOException {
        Path blocked = Files.createDirectory(file());
        Messages log = new Messages();
        workshop.start(workshop.sh("for i in 1 2 3; do echo $i; done; until test -f go; do sleep 0.01; done;"
                + " while sleep 0.1; do echo more; done"), StopSettings.DEFAULT,
                LogSettings.DEFAULT.withFile(LogFileSettings.of(file())));
        workshop.awaitUntil(() -> !log.messages().isEmpty());
        log.close();

        Files.delete(blocked);
        workshop.touch("go");
        workshop.awaitUntil(() -> Files.isRegularFile(file()) && Files.size(file()) > 100);

        assertThat(Files.readAllLines(file()).get(0)).matches("\\.\\.\\. [0-9]+ lines are missing here, because the file could"
                + " not be written \\.\\.\\.");
        assertThat(Files.readAllLines(file()).subList(1, 3)).containsOnly("more");
    }

    @Test
    void aPipeInPlaceOfTheFileDoesNotBlockTheProcess() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file().toString()).start().waitFor()).isZero();

        Witness witness = workshop.start(workshop.sh("echo on"), StopSettings.DEFAULT,
                LogSettings.DEFAULT.withFile(LogFileSettings.of(file()))).witness().awaitGone();

        assertThat(witness.exit().describe()).isEqualTo("exited with 0");
        assertThat(workshop.lines()).containsExactly("on");
    }

    @Test
    void coloursAreRemovedFromTheFileAndTheBuffer() {
        workshop.start(workshop.sh("printf '\\033[31mred\\033[0m\\n'"), StopSettings.DEFAULT,
                LogSettings.DEFAULT.withAnsi(Ansi.STRIP).withFile(LogFileSettings.of(file()))).witness().awaitGone();

        workshop.awaitSize(file(), 4);
        assertThat(file()).hasContent("red");
        assertThat(workshop.lines()).containsExactly("red");
    }

    private Path file() {
        return workshop.directory().resolve("p.log");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> openFiles() {
        List<String> open = new ArrayList<>();
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    open.add(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException e) {
                    // Closed in the meantime.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open;
    }
}
