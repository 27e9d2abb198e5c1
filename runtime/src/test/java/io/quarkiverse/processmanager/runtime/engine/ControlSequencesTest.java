package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.processmanager.LogPolicy.Ansi;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.safe.SafeText;

/** No control sequence of a process but a colour reaches a handler of the log, a message or a report. */
class ControlSequencesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ESC = "\u001b";
    /** What a process writes, as the words of a shell, and what a terminal gets. Each row is one line. */
    private static final List<String[]> ROWS = List.of(
            row("a\\033]52;c;aGk=\\007b", "ab"), row("a\\033]52;c;aGk=\\033\\\\b", "ab"), row("a\\033]0;title\\007b", "ab"),
            row("a\\033]8;;http://x\\033\\\\b", "ab"), row("a\\033[2J\\033[Hb", "ab"), row("a\\033[?1049hb", "ab"),
            row("a\\033[6nb", "ab"), row("a\\033[>4;1mb", "ab"), row("a\\033Pq#0\\033\\\\b", "ab"),
            row("a\\033_Ga=T\\033\\\\b", "ab"), row("a\\033^x\\033\\\\b", "ab"), row("a\\033Xx\\033\\\\b", "ab"),
            row("a\\033cb", "ab"), row("a\\033(0b", "ab"), row("a\\016\\017\\010b", "ab"),
            row("a\\302\\233" + "2Jb", "ab"), row("a\\302\\235" + "0;t\\302\\234b", "ab"), row("a\\302\\220q\\302\\234b", "ab"),
            row("a\\302\\237x\\007b", "ab"), row("a\\302\\205b", "ab"),
            // A sequence that goes on in the next line ends with its line.
            row("a\\033]52;c;aGk=", "a52;c;aGk="), row("rest\\007b", "restb"), row("a\\033[3", "a3"), row("1mb", "1mb"),
            row("a\\033", "a"), row("]0;t\\007b", "]0;tb"));

    private final Engine engine = SharedEngine.get();
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord entry) {
            logged.add(entry.getMessage());
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };
    private final Logger category = Logger.getLogger("process.p");

    @TempDir
    Path directory;

    private static String[] row(String written, String shown) {
        return new String[] { written, shown };
    }

    @AfterEach
    void close() {
        category.removeHandler(handler);
        SharedEngine.close();
    }

    private void run(String script, Ansi ansi) {
        category.setLevel(Level.ALL);
        category.addHandler(handler);
        ProcessDefinition definition = ProcessDefinition.builder("p").command(script).shell(true).cwd(directory)
                .restart(restart -> restart.policy(RestartPolicy.Mode.NEVER))
                .log(log -> log.ansi(ansi).rateLimit(0).file(file -> file.path(directory.resolve("p.log")))).build();
        engine.serve(new HostileJvm.NoApplication(), Plan.of(List.of(definition)), ShutdownLimits.DEFAULT);
        Awaitility.await().atMost(PATIENCE).until(() -> engine.lasting().get("p").status().phase() == ProcessPhase.FAILED);
        Awaitility.await().atMost(PATIENCE).until(() -> logged.contains("end"));
    }

    /** The console is not switched on, as in production: each handler, also a file, gets the records. */
    @ParameterizedTest
    @EnumSource
    void aHandlerOfTheLogGetsTextAndColoursOnly(Ansi ansi) throws IOException {
        StringBuilder script = new StringBuilder();
        ROWS.forEach(row -> script.append("printf '").append(row[0]).append("\\n'; "));
        run(script + "printf 'a\\033[31mred\\033[0mb\\n'; echo end; exit 3", ansi);

        assertThat(logged.subList(0, ROWS.size()))
                .isEqualTo(ansi == Ansi.KEEP ? ROWS.stream().map(row -> row[1]).toList() : logged.subList(0, ROWS.size()))
                .allMatch(text -> text.chars().noneMatch(Character::isISOControl));
        assertThat(logged.get(ROWS.size()))
                .isEqualTo(ansi == Ansi.KEEP ? "a" + ESC + "[31mred" + ESC + "[0mb" + ESC + "[0m" : "aredb");
        assertThat(engine.lasting().get("p").logs(100)).hasSizeGreaterThan(ROWS.size());
        if (ansi == Ansi.KEEP) {
            assertThat(Files.readString(directory.resolve("p.log"), StandardCharsets.UTF_8)).as("the file has each byte")
                    .contains(ESC + "]52;c;aGk=");
        }
    }

    /** The parts of a sequence come in several reads, and after pauses that end a line. */
    @Test
    void noSequenceIsPutTogetherFromParts() {
        run("printf 'a\\033'; sleep 0.3; printf ']52;'; sleep 0.3; printf 'c;aGk=\\007b'; sleep 0.3; printf '\\302'; sleep 0.3;"
                + " printf '\\2332J\\n'; head -c 300000 /dev/zero | tr '\\0' '\\033'; printf '[2J\\n'; echo end; exit 3",
                Ansi.KEEP);

        assertThat(String.join("", logged)).doesNotContain(ESC, "\u0007", "\u009b");
    }

    @ParameterizedTest
    @CsvSource({ "password=hunter2, password=***", "x, x" })
    void aReportQuotesALineWithoutSequencesAndSecrets(String written, String quoted) {
        assertThat(Secrets.ofTexts().quote("\u001b]0;t\u0007" + written + "\u009b2J")).isEqualTo(quoted);
        assertThat(SafeText.plain("\u001b[31m" + written)).isEqualTo(written);
    }
}
