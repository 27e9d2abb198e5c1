package io.quarkiverse.processmanager.runtime.process.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;

/** Output of careless and hostile programs, in each capture mode. */
class HostileOutputTest {

    private static final String SLEEP = "select undef, undef, undef, ";

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @ParameterizedTest
    @EnumSource
    void oneByteAtATimeMakesTheSameLines(Capture capture) {
        List<String> expected = List.of("one", "two", "", "dä😀", "€ end");
        // A program that gets no CPU time for 100 ms makes a pause, after which its unfinished line counts as one.
        for (int attempt = 1; attempt < 50 && !workshop.lines().equals(expected); attempt++) {
            workshop.runner().forget("p");
            start(capture,
                    "$| = 1; print for split //, \"one\\ntwo\\r\\n\\nd\\xc3\\xa4\\xf0\\x9f\\x98\\x80\\n\\xe2\\x82\\xac end\"");
            assertThat(String.join("", workshop.lines())).isEqualTo(String.join("", expected));
        }
        assertThat(workshop.lines()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void noCharacterIsCutByAPause(Capture capture) {
        start(capture, "$| = 1; print \"\\xf0\\x9f\"; " + SLEEP + "0.3; print \"\\x98\\x80 and \\xe2\\x82\"; " + SLEEP
                + "0.3; print \"\\xac\\n\"");

        assertThat(String.join("", workshop.lines())).isEqualTo("😀 and €");
    }

    @ParameterizedTest
    @EnumSource
    void noCharacterIsCutAtTheLimitOfALine(Capture capture) {
        for (int longest = 100; longest < 104; longest++) {
            LogSettings policy = policy(longest).withCapture(capture);
            start(policy, "print \"\\xf0\\x9f\\x98\\x80\" x 10_000, \"\\n\", \"\\xe2\\x82\\xac\" x 10_000, 'x'");

            List<String> lines = workshop.lines();
            assertThat(lines).allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 103);
            assertThat(String.join("", lines)).isEqualTo("😀".repeat(10_000) + "€".repeat(10_000) + "x");
            workshop.runner().forget("p");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLineOfExactlyTheLimitIsOneLine(Capture capture) {
        start(policy(100).withCapture(capture),
                "print 'a' x 100, \"\\n\", 'b' x 100, \"\\r\\n\", 'c' x 101, \"\\n\", 'd' x 200, \"\\n\", 'e' x 100");

        assertThat(workshop.lines()).containsExactly("a".repeat(100), "b".repeat(100), "c".repeat(100), "c", "d".repeat(100),
                "d".repeat(100), "e".repeat(100));
    }

    @ParameterizedTest
    @EnumSource
    void ofAProgressBarOnlyTheLastStateIsKept(Capture capture) {
        start(capture, "$| = 1; print \"\\r$_%\" for 0..100; print \"\\n\"; print \"x\\r\" x 100_000; print \"end\\r\"");

        assertThat(workshop.lines()).containsExactly("100%", "end");
    }

    @ParameterizedTest
    @EnumSource
    void carriageReturnsAndNulBytesAloneDoNoHarm(Capture capture) {
        start(capture, "print \"\\r\" x 300_000; print \"\\n\\0\\0a\\0\\n\"; print \"\\r\\n\" x 3; print \"\\0\"");

        assertThat(workshop.lines()).containsExactly("", "\0\0a\0", "", "", "", "\0");
    }

    @ParameterizedTest
    @EnumSource
    void noiseIsReadAndTheOutputAfterItIsComplete(Capture capture) {
        start(capture, "srand 5; print chr rand 256 for 1..3_000_000; print \"\\nend of noise\\n\"");

        List<LogLine> lines = workshop.runner().logs("p", 1_000_000);
        assertThat(lines.get(lines.size() - 1).text()).isEqualTo("end of noise");
        for (int i = 1; i < lines.size(); i++) {
            assertThat(lines.get(i).sequence()).isEqualTo(lines.get(i - 1).sequence() + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void coloursAreNotCutAtTheLimitOfALine(Capture capture) {
        start(policy(100).withCapture(capture), "print \"\\e[38;5;196mred\\e[0m\" x 1_000");

        List<String> lines = workshop.lines();
        assertThat(String.join("", lines)).isEqualTo("\u001b[38;5;196mred\u001b[0m".repeat(1_000));
        assertThat(lines).allMatch(line -> line.replaceAll("\u001b\\[[0-9;]*m", "").matches("[red]*"));
    }

    @ParameterizedTest
    @EnumSource
    void anExpressionMatchesTextWithoutItsColours(Capture capture) throws Exception {
        Workshop.Started started = workshop.start(
                workshop.perl("$| = 1; print \"\\e[32mrea\\e[1mdy\\e[0m on \\e]8;;http://x\\e\\\\port 80\\e]8;;\\e\\\\\\n\";"
                        + " print \"\\e[33mpart\\e[0\"; sleep 1000"),
                StopSettings.DEFAULT, LogSettings.DEFAULT.withCapture(capture));

        assertThat(firstLine(started, "^ready on port [0-9]+$")).isEqualTo("ready on port 80");
        assertThat(firstLine(started, "^part$")).isEqualTo("part");
        assertThat(firstLine(started, "^ready")).isEqualTo("ready on port 80");
        assertThat(workshop.lines().get(0)).startsWith("\u001b[32mrea");
    }

    @ParameterizedTest
    @EnumSource
    void outputGoesOnWhenTheRootHasClosedOneStream(Capture capture) {
        start(capture, "close STDOUT; $| = 1; print STDERR \"one\\n\"; " + SLEEP + "0.2; print STDERR 'two'");

        assertThat(workshop.lines()).containsExactly("one", "two");
    }

    @ParameterizedTest
    @EnumSource
    void outputWrittenOnASignalIsKept(Capture capture) {
        Workshop.Started started = workshop.start(
                workshop.perl("$| = 1; $SIG{TERM} = sub { print 'x' x 200_000, \"\\nlast\\nwords\"; exit 0 }; print \"up\\n\";"
                        + " sleep 1 while 1"),
                StopSettings.DEFAULT, LogSettings.DEFAULT.withCapture(capture));
        workshop.awaitLine("up");

        started.terminate();
        started.witness().awaitGone();

        List<String> lines = workshop.lines();
        assertThat(lines).startsWith("up").endsWith("last", "words");
        assertThat(lines.stream().filter(line -> line.startsWith("x")).collect(Collectors.joining())).hasSize(200_000);
    }

    @ParameterizedTest
    @EnumSource
    void whatAChildWritesAfterTheRootIsKept(Capture capture) {
        Workshop.Started started = workshop.start(workshop.perl("$| = 1; if (fork) { " + SLEEP + "0.01 until -e 'child';"
                + " print \"root\\n\"; exit } $SIG{TERM} = sub { print 'after'; exit }; open F, '>', 'child'; sleep 1 while 1"),
                StopSettings.DEFAULT, LogSettings.DEFAULT.withCapture(capture));
        started.witness().exit();

        started.terminate();
        started.witness().awaitGone();

        assertThat(workshop.lines()).containsExactly("root", "after");
    }

    @Test
    void aConsumerThatNeverReturnsBlocksNoChildAndNoStop() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        workshop.runner().outputTo(line -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        workshop.start(workshop.flood(1_000_000), StopSettings.DEFAULT, policy(1_000)).witness().awaitGone();

        assertThat(workshop.runner().logs("p", 1)).extracting(LogLine::sequence, LogLine::text)
                .containsExactly(tuple(1_000_000L, "line 1000000"));
        release.countDown();
    }

    @Test
    void settingsThatChangeInAFloodLoseNothing() {
        Workshop.Started started = workshop.start(workshop.flood(300_000), StopSettings.DEFAULT,
                policy(1_000));
        for (int i = 0; i < 200; i++) {
            workshop.runner().logPolicy("p", policy(i % 2 == 0 ? 10 : 50_000));
        }
        workshop.runner().logPolicy("p", policy(1_000));
        started.witness().awaitGone();

        List<LogLine> lines = workshop.runner().logs("p", 1_000_000);
        assertThat(lines.get(lines.size() - 1).text()).endsWith("300000");
        for (int i = 1; i < lines.size(); i++) {
            assertThat(lines.get(i).sequence()).isEqualTo(lines.get(i - 1).sequence() + 1);
        }
    }

    private static LogSettings policy(int longest) {
        return new LogSettings(Level.INFO, Level.INFO, 1_000, 1024 * 1024, longest, LogPolicy.Capture.SEPARATE,
                LogPolicy.Ansi.KEEP,
                Optional.empty());
    }

    private void start(Capture capture, String script) {
        start(new LogSettings(Level.INFO, Level.INFO, 1_000, 16 * 1024 * 1024, 16 * 1024, LogPolicy.Capture.SEPARATE,
                LogPolicy.Ansi.KEEP,
                Optional.empty())
                .withCapture(capture), script);
    }

    private void start(LogPolicy policy, String script) {
        workshop.start(workshop.perl(script), StopSettings.DEFAULT, policy).witness().awaitGone();
    }

    private static String firstLine(Workshop.Started started, String regex) throws Exception {
        CompletableFuture<String> line = started.process().firstLine(regex).toCompletableFuture();
        return line.get(60, TimeUnit.SECONDS);
    }
}
