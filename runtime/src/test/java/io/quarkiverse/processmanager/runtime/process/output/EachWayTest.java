package io.quarkiverse.processmanager.runtime.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;

/** No line is lost, in each mode. The subclass runs the same tests with the readers that each have a thread. */
class EachWayTest {

    private static final int PROCESSES = 10;
    private static final int LINES = 20_000;

    @RegisterExtension
    final Workshop workshop = workshop();

    Workshop workshop() {
        return new Workshop();
    }

    /** Where the lines are counted. */
    private enum Mode {
        MEMORY,
        MERGED,
        FILE,
        DIRECT
    }

    @ParameterizedTest
    @EnumSource
    void processesThatExitAtOnce(Mode mode) throws IOException {
        assertComplete(mode, workshop.flood(LINES));
    }

    @ParameterizedTest
    @EnumSource
    void processesThatExitAtOnceAfterAFewLines(Mode mode) throws IOException {
        for (int round = 0; round < 10; round++) {
            assertComplete(mode, workshop.sh("printf 'line 1\\nline 2\\nline 3\\n'"), 3);
            for (int i = 0; i < PROCESSES; i++) {
                workshop.runner().forget("p" + i);
                Files.deleteIfExists(file(i));
            }
        }
    }

    /** The rest of the tree is stopped after the exit of the root. */
    @ParameterizedTest
    @EnumSource
    void anotherProcessHoldsThePipes(Mode mode) throws IOException {
        List<Workshop.Started> started = start(mode, workshop.perl("if (!fork) { $0 = 'holder'; sleep 1000; exit } my $s = '';"
                + " for (1.." + LINES + ") { $s .= \"line $_\\n\"; if (length $s > 4000) { syswrite STDOUT, $s; $s = '' } }"
                + " syswrite STDOUT, $s"));
        started.forEach(process -> assertThat(process.witness().exit().code()).hasValue(0));
        started.forEach(Workshop.Started::terminate);

        assertComplete(started, LINES);
    }

    @ParameterizedTest
    @EnumSource
    void linesThatComeOneByOne(Mode mode) throws IOException {
        assertComplete(mode, workshop.perl("$| = 1; for (1..300) { print \"line $_\\n\"; select undef, undef, undef, 0.002 }"),
                300);
    }

    /** The last line comes after a silence, in which a thread gives the pipe back. */
    @Test
    void aSilenceAfterAFlood() throws IOException {
        assertComplete(Mode.MEMORY, workshop.perl("my $x = 'x' x 60; for (1..2) { for (1..40_000) { print \"$x\\n\" }"
                + " $| = 1; print ''; select undef, undef, undef, 0.5 } print \"last\\n\""), 80_001);
    }

    private void assertComplete(Mode mode, Command command) throws IOException {
        assertComplete(mode, command, LINES);
    }

    private void assertComplete(Mode mode, Command command, int count) throws IOException {
        assertComplete(start(mode, command), count);
    }

    private List<Workshop.Started> start(Mode mode, Command command) {
        List<Workshop.Started> started = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            started.add(workshop.startAs("p" + i, command, policy(mode, i)));
        }
        return started;
    }

    private void assertComplete(List<Workshop.Started> started, int count) throws IOException {
        started.forEach(process -> process.witness().awaitGone());

        for (int i = 0; i < PROCESSES; i++) {
            List<LogLine> lines = workshop.runner().logs("p" + i, count + 1);
            assertThat(lines.get(lines.size() - 1).sequence()).isEqualTo(count);
            if (count <= LINES) {
                List<String> expected = IntStream.rangeClosed(1, count).mapToObj(n -> "line " + n).toList();
                assertThat(lines).extracting(LogLine::text).isEqualTo(expected);
                assertThat(!Files.exists(file(i)) || Files.readAllLines(file(i)).equals(expected)).isTrue();
            }
            assertThat(workshop.runner().missingInFile("p" + i)).isZero();
        }
    }

    private LogSettings policy(Mode mode, int process) {
        LogSettings policy = LogSettings.DEFAULT.withCapture(switch (mode) {
            case MEMORY, FILE -> Capture.SEPARATE;
            case MERGED -> Capture.MERGED;
            case DIRECT -> Capture.DIRECT;
        });
        return mode == Mode.FILE || mode == Mode.DIRECT ? policy.withFile(LogFileSettings.of(file(process))) : policy;
    }

    private Path file(int process) {
        return workshop.directory().resolve("p" + process + ".log");
    }
}
