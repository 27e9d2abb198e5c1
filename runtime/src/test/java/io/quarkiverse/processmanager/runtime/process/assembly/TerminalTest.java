package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.TerminalSize;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/** Real processes with a pseudo-terminal. */
class TerminalTest {

    private static final Duration LONG = Duration.ofHours(1);

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @BeforeEach
    void theNativeWayWorks() {
        assumeThat(workshop.runner().services().spawner().way().access()).isPresent();
    }

    static Command tty(Command command) {
        CommandSettings settings = CommandSettings.of(command, Stdin.OPEN);
        return new CommandSettings(settings.words(), settings.shell(), settings.directory(), settings.environment(),
                settings.inheritEnvironment(), settings.unsetEnvironment(), settings.stdin(), true, Map.of(),
                settings.program(),
                Optional.of(new TerminalSize(97, 31)));
    }

    @Test
    void allThreeStreamsAreTheTerminalThatControlsTheSession() {
        Workshop.Started started = workshop.start(tty(workshop.sh("test -t 0 && test -t 1 && test -t 2 && echo three;"
                + " echo controlled > /dev/tty; stty size; echo $TERM; ps -o pgid=,tpgid= $$ | awk '{print $1 == $2}'")));

        started.witness().awaitGone();

        assertThat(workshop.lines()).containsExactly("three", "controlled", "31 97", "xterm-256color", "1");
    }

    @Test
    void noLineIsLostAtTheExit() {
        Workshop.Started started = workshop.start(tty(workshop.flood(20_000)));

        started.witness().awaitGone();

        // A terminal holds less than a pipe, so a line can be taken for one without an end while this test gets no CPU time.
        assertThat(String.join("", workshop.lines()))
                .isEqualTo(IntStream.rangeClosed(1, 20_000).mapToObj(i -> "line " + i).collect(Collectors.joining()));
    }

    @Test
    void aProgressLineKeepsItsLastState() {
        Workshop.Started started = workshop.start(tty(workshop.sh("printf '10 %%\\r50 %%\\r100 %%\\ndone\\n'")));

        started.witness().awaitGone();

        assertThat(workshop.lines()).containsExactly("100 %", "done");
    }

    @Test
    void coloursAreKeptOrRemovedAsForAPipe() {
        Command colours = tty(workshop.sh("printf '\\033[31mred\\033[0m\\n'"));
        workshop.startAs("kept", colours, LogSettings.DEFAULT).witness().awaitGone();
        workshop.startAs("stripped", colours,
                ProcessDefinition.builder("x").command("x").log(log -> log.ansi(LogPolicy.Ansi.STRIP)).build().log()).witness()
                .awaitGone();

        assertThat(workshop.runner().logs("kept", 9)).extracting(line -> line.text()).containsExactly("\u001b[31mred\u001b[0m");
        assertThat(workshop.runner().logs("stripped", 9)).extracting(line -> line.text()).containsExactly("red");
    }

    @Test
    void linesAndKeysReachTheProgram() throws Exception {
        Workshop.Started started = workshop.start(
                tty(workshop
                        .sh("trap 'echo interrupted' INT; stty -echo; echo up; while read line; do echo \"got $line\"; done")));
        started.witness().pid();
        workshop.awaitLine("up");

        send(started, "grün\r");
        workshop.awaitLine("got grün");
        send(started, "\u0003");
        workshop.awaitLine("interrupted");

        started.process().kill();
        started.witness().awaitGone();
    }

    private static void send(Workshop.Started started, String text) throws Exception {
        started.process().send(text).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void aNewSizeIsSignalled() {
        Workshop.Started started = workshop
                .start(tty(workshop.sh("trap 'stty size' WINCH; echo up; while :; do sleep 0.05; done")));
        started.witness().pid();
        workshop.awaitLine("up");

        started.process().resize(new TerminalSize(200, 50));

        workshop.awaitLine("50 200");
        started.process().kill();
        started.witness().awaitGone();
    }

    @Test
    void aStopPressesCtrlDBeforeItSignals() {
        Workshop.Started started = workshop.start(tty(workshop.sh("trap '' TERM; echo up; cat; echo end; exit 5")));
        workshop.awaitLine("up");

        started.process().terminate(LONG);

        assertThat(started.witness().awaitGone().exit().code()).hasValue(5);
        assertThat(workshop.lines().get(workshop.lines().size() - 1)).isEqualTo("end");
    }

    @Test
    void theSystemHangsUpWhatTheRootLeavesBehind() {
        Workshop.Started started = workshop
                .start(tty(workshop.sh("(trap 'touch hup; exit' HUP; echo up; while :; do sleep 0.05;"
                        + " done) & while [ ! -e go ]; do sleep 0.02; done")));
        workshop.awaitLine("up");

        workshop.touch("go");

        workshop.awaitUntil(() -> Files.exists(workshop.directory().resolve("hup")));
        started.witness().awaitGone();
    }

    @Test
    void aDaemonThatKeepsTheTerminalOpenDelaysTheEndOnlyForAMoment() throws Exception {
        Workshop.Started started = workshop.start(tty(workshop.sh(
                "env -i setsid sh -c 'trap \"\" HUP; " + Workshop.HIDES + "sleep 1000' &"
                        + " until [ -e go ]; do sleep 0.02; done; echo end")));
        started.witness().pid();
        workshop.touch("hide");
        workshop.awaitUntil(() -> Files.exists(workshop.directory().resolve("hidden")));

        workshop.touch("go");

        started.witness().awaitGone();
        assertThat(workshop.lines()).contains("end");
        workshop.killHidden();
    }

    @Test
    void binaryOutputAndALineWithoutEndAreShown() throws Exception {
        Workshop.Started started = workshop.start(tty(workshop.perl(
                "print map { chr } 0..9, 11..255; print 'x' x 3_000_000; print \"\\nlast\\n\"; sleep 1000")));

        workshop.awaitLine("last");
        assertThat(workshop.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(1_000_000));
        started.process().kill();
        started.witness().awaitGone();
    }

    @Test
    void aTerminalThatFloodsIsClosedByAKill() throws Exception {
        Workshop.Started started = workshop.start(tty(workshop.perl("for (;;) { print \"flood\\n\" }")));
        workshop.awaitLine("flood");

        started.process().kill();

        started.witness().awaitGone();
    }

    @Test
    void theProgramsOfTheStartChainPassTheTerminalOn() {
        Execution execution = ProcessDefinition.builder("p").command("x").umask("027").nice(1).ulimit("nofile", "512").build()
                .execution();
        Workshop.Started started = workshop.start(tty(workshop.sh("echo controlled > /dev/tty; umask; stty size")), execution,
                StopSettings.DEFAULT);

        started.witness().awaitGone();

        assertThat(workshop.lines()).containsExactly("controlled", "0027", "31 97");
    }

    @Test
    void aFollowerReceivesTheBytesOfTheScreen() {
        Workshop.Started started = workshop.start(tty(workshop.sh("printf 'a\\033[1mb\\r\\n> '; sleep 1000")));
        List<byte[]> chunks = new ArrayList<>();
        ProcessRunner.Feed<byte[]> feed = workshop.runner().terminal("p", () -> {
        });

        workshop.awaitUntil(() -> {
            chunks.addAll(feed.next(10));
            return text(chunks).equals("a\u001b[1mb\r\r\n> ");
        });

        feed.close();
        started.process().kill();
        started.witness().awaitGone();
    }

    private static String text(List<byte[]> chunks) {
        StringBuilder text = new StringBuilder();
        chunks.forEach(chunk -> text.append(new String(chunk, StandardCharsets.UTF_8)));
        return text.toString();
    }

    @Test
    void withoutTheNativeWayTheStartIsRefused() {
        workshop.runner().services().spawner().way().off(true);

        Workshop.Started started = workshop.start(tty(workshop.sh("sleep 1000")));

        Witness end = started.witness().awaitGone();
        assertThat(end.exit().reason()).contains(Reason.INVALID);
        assertThat(end.exit().describe())
                .contains("tty=true needs the native way of Linux, but processes are started with the JDK,"
                        + " because quarkus.process-manager.native=off; remove tty");
    }
}
