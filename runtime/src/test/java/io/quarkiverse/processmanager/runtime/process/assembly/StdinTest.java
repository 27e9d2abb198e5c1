package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;

/** The standard input of real processes. */
class StdinTest {

    /** Ends only at the end of its input. */
    private static final String WATCHER = "trap '' TERM; echo up; cat; echo end; exit 5";
    private static final Duration LONG = Duration.ofHours(1);

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void aStopEndsTheInput() {
        Workshop.Started started = workshop.start(open(WATCHER));
        workshop.awaitLine("up");

        started.process().terminate(LONG);

        assertThat(started.witness().awaitGone().exit().code()).hasValue(5);
        assertThat(workshop.lines()).containsExactly("up", "end");
    }

    @Test
    void noOtherProcessHoldsTheInputOpen() {
        Workshop.Started first = workshop.startAs("first", open(WATCHER));
        first.witness().pid();
        Workshop.Started second = workshop.startAs("second", open(WATCHER));
        second.witness().pid();
        Workshop.Started third = workshop.startAs("third", open(WATCHER));
        awaitUp("first", "second", "third");

        second.process().terminate(LONG);
        second.witness().awaitGone();

        assertThat(first.witness().events()).containsExactly("started");
        assertThat(third.witness().events()).containsExactly("started");
        first.process().terminate(LONG);
        assertThat(first.witness().awaitGone().exit().code()).hasValue(5);
        third.process().terminate(LONG);
        assertThat(third.witness().awaitGone().exit().code()).hasValue(5);
    }

    private void awaitUp(String... ids) {
        for (String id : ids) {
            workshop.awaitUntil(() -> !workshop.runner().logs(id, 1).isEmpty());
        }
    }

    @Test
    void aClosedInputIsAtItsEnd() {
        Workshop.Started started = workshop.start(CommandSettings.of(workshop.sh(WATCHER), Stdin.NONE));

        assertThat(started.witness().awaitGone().exit().code()).hasValue(5);
    }

    @Test
    void theStopCommandComesBeforeTheEndOfTheInput() {
        Workshop.Started started = workshop.start(open(WATCHER), new StopSettings("TERM", LONG,
                List.of("sh", "-c", "cat; touch asked"), StopPolicy.Scope.ROOT, StopPolicy.Leftovers.STOP));
        workshop.awaitLine("up");

        started.process().terminate(LONG);

        assertThat(started.witness().awaitGone().exit().code()).hasValue(5);
        assertThat(workshop.directory().resolve("asked")).exists();
    }

    @Test
    void aCheckHasNoInput() throws Exception {
        Workshop.Started started = workshop.start(open(WATCHER));
        workshop.awaitLine("up");

        assertThat(started.process().run(List.of("cat"), Duration.ofSeconds(60)).toCompletableFuture().get(60, TimeUnit.SECONDS)
                .exitCode()).isZero();

        started.process().terminate(LONG);
        started.witness().awaitGone();
    }

    @Test
    void theProgramsOfTheStartChainPassTheInputOn() {
        Execution execution = ProcessDefinition.builder("p").command("x").umask("027").nice(1).ulimit("nofile", "512").build()
                .execution();
        Command odd = new CommandSettings(workshop.sh(WATCHER).words(), false, workshop.sh(WATCHER).directory(),
                Map.of("with.dots", "1"), true);
        Workshop.Started started = workshop.start(odd, execution, StopSettings.DEFAULT);
        workshop.awaitLine("up");

        started.process().terminate(LONG);

        assertThat(started.witness().awaitGone().exit().code()).hasValue(5);
    }

    @Test
    void aProcessThatWritesDirectlyHasAnOpenInput() {
        Workshop.Started started = workshop.start(open(WATCHER), StopSettings.DEFAULT,
                LogSettings.DEFAULT.withCapture(Capture.DIRECT));
        workshop.awaitLine("up");

        started.process().terminate(LONG);

        assertThat(started.witness().awaitGone().exit().code()).hasValue(5);
    }

    @Test
    void theInputEndsForLeftoversWhenTheRootHasEnded() {
        // A root that exits before the engine has opened its pipe takes the rest of the output with it.
        Workshop.Started started = workshop.start(open("exec 3<&0; trap '' TERM; (cat <&3; echo end) & echo up;"
                + " until test -e go; do sleep 0.02; done; exit 0"));
        workshop.awaitLine("up");
        workshop.touch("go");

        assertThat(started.witness().awaitGone().exit().code()).hasValue(0);
        assertThat(workshop.lines()).containsExactly("up", "end");
    }

    @Test
    void aQuestionIsReportedWhenNoOutputFollows() {
        Workshop.Started started = workshop.start(open("echo up; printf 'Proceed? (y) '; read answer; echo answered"));

        assertThat(started.witness().question()).isEqualTo("Proceed? (y)");

        started.process().terminate(LONG);
        started.witness().awaitGone();
        assertThat(workshop.lines()).startsWith("up", "Proceed? (y) ");
    }

    private Command open(String script) {
        return CommandSettings.of(workshop.sh(script), Stdin.OPEN);
    }

    @Test
    void linesReachTheProcessInOrder() throws Exception {
        Workshop.Started started = workshop.start(open(WATCHER));
        // The output can be there before the process is reported as started, and nothing can be sent before that.
        started.witness().pid();
        workshop.awaitLine("up");

        for (int i = 1; i <= 50; i++) {
            started.process().send("line " + i + "\n");
        }
        workshop.awaitLine("line 50");
        started.process().terminate(LONG);
        started.witness().awaitGone();

        List<String> sent = IntStream.rangeClosed(1, 50).mapToObj(i -> "line " + i).toList();
        assertThat(workshop.lines()).containsSubsequence(sent).startsWith("up").endsWith("end");
    }

    @Test
    void aProcessThatDoesNotReadRefusesMoreThanAMebibyteAndStops() {
        Workshop.Started started = workshop.start(open("echo up; sleep 1000"));
        started.witness().pid();
        workshop.awaitLine("up");

        String block = "x".repeat(300_000);
        List<CompletionStage<Void>> all = IntStream.range(0, 10).mapToObj(i -> started.process().send(block)).toList();

        workshop.awaitUntil(() -> all.get(9).toCompletableFuture().isCompletedExceptionally());
        assertThat(all.get(9).toCompletableFuture()).failsWithin(Duration.ofSeconds(60)).withThrowableThat()
                .withMessageContaining("cannot send to process 'p': it does not read its input, and");
        started.process().terminate(Duration.ofSeconds(60));
        started.witness().awaitGone();
        assertThat(all.get(3).toCompletableFuture()).failsWithin(Duration.ofSeconds(60));
    }

    @Test
    void aProcessWithoutAnInputReceivesNothing() {
        Workshop.Started started = workshop.start(CommandSettings.of(workshop.sh("sleep 1000"), Stdin.NONE));
        started.witness().pid();

        assertThat(started.process().send("x").toCompletableFuture()).failsWithin(Duration.ofSeconds(60)).withThrowableThat()
                .withMessageContaining("its standard input is at its end, because stdin is none; set stdin=open");

        started.process().kill();
        started.witness().awaitGone();
    }
}
