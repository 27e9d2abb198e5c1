package io.quarkiverse.processmanager.runtime.process.output.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.assembly.Jvm;
import io.quarkiverse.processmanager.runtime.process.assembly.Witness;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;

/**
 * Each line is in the file once and in order, at full speed. {@code -Dflood.megabytes=500} sets the amount of all processes
 * together.
 */
class CompleteLogFileTest {

    private static final int LINE = 100;
    private static final long LINES = Integer.getInteger("flood.megabytes", 20) * 1_000_000L / LINE;
    private static final int WRITERS = 20;

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void oneProcessThatWritesAtFullSpeed() throws IOException {
        workshop.start(flood(1, LINES), StopSettings.DEFAULT, policy("p", LINES * LINE)).witness().awaitGone();

        assertComplete("p", LINES);
    }

    @Test
    void twentyProcessesAtOnce() throws IOException {
        long each = LINES / WRITERS;
        List<Witness> witnesses = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            witnesses.add(workshop.startAs("p" + i, flood(1, each), policy("p" + i, LINES * LINE)).witness());
        }
        witnesses.forEach(Witness::awaitGone);

        for (int i = 0; i < WRITERS; i++) {
            assertComplete("p" + i, each);
        }
    }

    @Test
    void rotationsAndRestarts() throws IOException {
        LogSettings policy = policy("p", LINES * LINE / 50);
        for (int run = 0; run < 4; run++) {
            workshop.start(flood(1 + run * LINES / 4, LINES / 4), StopSettings.DEFAULT, policy).witness().awaitGone();
        }

        assertThat(files("p")).hasSizeGreaterThan(20);
        assertComplete("p", LINES);
    }

    @Test
    void changesOfThePolicyInTheFlood() throws IOException {
        Workshop.Started started = workshop.start(flood(1, LINES), StopSettings.DEFAULT, policy("p", LINES * LINE));
        for (int change = 0; change < 50; change++) {
            workshop.runner().logPolicy("p", policy("p", LINES * LINE + change));
        }
        started.witness().awaitGone();

        assertComplete("p", LINES);
    }

    @Test
    void noLineOfTwoStreamsIsTorn() throws IOException {
        String script = "my $x = 'x' x 80; for (1.." + LINES / 4 + ") { for my $s (['out', *STDOUT], ['err', *STDERR])"
                + " { syswrite $s->[1], sprintf(\"%s %09d %s\\n\", $s->[0], $_, $x) } }";
        LogSettings policy = policy("p", LINES * LINE).withCapture(Capture.SEPARATE);

        workshop.start(workshop.perl(script), StopSettings.DEFAULT, policy).witness().awaitGone();

        long[] next = { 1, 1 };
        for (String line : Files.readAllLines(file("p"))) {
            int stream = line.startsWith("out") ? 0 : 1;
            assertThat(line).isEqualTo("%s %09d %s".formatted(stream == 0 ? "out" : "err", next[stream]++, "x".repeat(80)));
        }
        assertThat(next).containsExactly(LINES / 4 + 1, LINES / 4 + 1);
    }

    @Test
    void theDeathOfTheJvm(@TempDir Path state) throws IOException {
        long seen = 0;
        try (Jvm jvm = Jvm.start(WritingJvm.class, state.toString(), file("p").toString())) {
            for (int report = 0; report < 50; report++) {
                seen = Long.parseLong(jvm.line());
            }
        }

        // A line of a later read has been seen, so the lines of the reads before it are in the file.
        assertThat(lastNumber(file("p"))).isGreaterThanOrEqualTo(seen);
    }

    private Command flood(long first, long count) {
        return workshop.perl("my $x = 'x' x 89; my $s = ''; for (" + first + ".." + (first + count - 1)
                + ") { $s .= sprintf \"%09d $x\\n\", $_; if (length $s > 3900) { syswrite STDOUT, $s; $s = '' } }"
                + " syswrite STDOUT, $s");
    }

    private LogSettings policy(String id, long limit) {
        return new LogSettings(LogSettings.DEFAULT.level(), LogSettings.DEFAULT.stderrLevel(), 1_000, 64 * 1024, 1_000,
                Capture.SEPARATE, LogPolicy.Ansi.KEEP, Optional.of(new LogFileSettings(file(id), limit, 1_000)));
    }

    private Path file(String id) {
        return workshop.directory().resolve(id + ".log");
    }

    /** The file and its backups, oldest first. */
    private List<Path> files(String id) {
        List<Path> files = new ArrayList<>(List.of(file(id)));
        for (int number = 1; Files.exists(Path.of(file(id) + "." + number)); number++) {
            files.add(0, Path.of(file(id) + "." + number));
        }
        return files;
    }

    private void assertComplete(String id, long count) throws IOException {
        long next = 1;
        for (Path part : files(id)) {
            try (BufferedReader lines = Files.newBufferedReader(part)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.length() != LINE - 1 || number(line) != next) {
                        throw new AssertionError("line " + next + " of " + id + " is: " + line);
                    }
                    next++;
                }
            }
        }
        assertThat(next - 1).isEqualTo(count);
        assertThat(workshop.runner().missingInFile(id)).isZero();
    }

    private static long number(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(' ')));
    }

    private static long lastNumber(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(number(lines.get(i))).isEqualTo(i + 1);
        }
        return lines.size();
    }
}
