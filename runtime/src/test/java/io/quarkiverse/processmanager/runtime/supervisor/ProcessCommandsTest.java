package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.command.CommandRun;
import io.quarkiverse.processmanager.command.CommandStatus;
import io.quarkiverse.processmanager.command.ProcessCommand.When;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.FakeCommand;

class ProcessCommandsTest {

    private final World world = new World();

    @Test
    void aCommandHasTheEnvironmentOfTheProcessAndItsOwnValues() {
        world.reconcile(define("db").env("PGUSER", "me").port(5432).cwd(Path.of("/data")).command("load",
                command -> command.command("psql", "-f", "{file}").arg("file", arg -> {
                }).arg("password", arg -> arg.secret(true).variable("PGPASSWORD"))));

        run("load", "file", "a b.sql", "password", "s3cret");

        FakeCommand command = last();
        assertThat(command.order().words()).containsExactly("psql", "-f", "a b.sql");
        assertThat(command.order().launch().command().environment()).containsEntry("PGUSER", "me")
                .containsEntry("PGPASSWORD", "s3cret").containsEntry("ARG_FILE", "a b.sql");
        assertThat(command.order().launch().command().directory()).contains(Path.of("/data"));
        assertThat(world.runner.last("db").launch.command().environment()).doesNotContainKey("PGPASSWORD");
    }

    @Test
    void theResultHasTheExitCodeAndTheStatusShowsTheRun() {
        world.reconcile(define("db").command("reset", command -> command.command("psql")));

        CommandRun run = run("reset");

        assertThat(status("reset").running()).isTrue();
        last().order().lines().accept(line(1, "truncated"));
        last().exit(3);
        world.loop.settle();
        assertThat(run.result().toCompletableFuture().join()).isEqualTo(new CommandResult(3, List.of("truncated")));
        assertThat(status("reset").running()).isFalse();
        assertThat(status("reset").exitCode()).hasValue(3);
        assertThat(status("reset").result()).isEqualTo("exited with 3 after 1.2 s");
    }

    @Test
    void oneRunOfACommandIsPossibleAtATime() {
        world.reconcile(define("db").command("reset", command -> command.command("psql"))
                .command("dump", command -> command.command("pg_dump")));
        run("reset");

        assertThat(reason(run("reset").result())).isEqualTo(Reason.ALREADY_RUNNING);
        assertThat(run("dump").result()).isNotDone();
        world.runner.commands.get(0).exit(0);
        world.loop.settle();
        assertThat(run("reset").result()).isNotDone();
    }

    @Test
    void theStateOfTheProcessDecides() {
        world.reconcile(define("db").command("reset", command -> command.command("psql"))
                .command("wipe", command -> command.command("rm").when(When.STOPPED))
                .command("any", command -> command.command("ls").when(When.ALWAYS)));

        assertThat(reason(run("wipe").result())).isEqualTo(Reason.NOT_RUNNING);
        assertThat(run("any").result()).isNotDone();
        world.stop("db");
        world.loop.settle();
        world.expect("db", ProcessPhase.STOPPED);
        assertThat(reason(run("reset").result())).isEqualTo(Reason.NOT_RUNNING);
        assertThat(run("wipe").result()).isNotDone();
    }

    @Test
    void aStopKillsTheCommandsThatNeedTheProcess() {
        world.reconcile(define("db").command("reset", command -> command.command("psql"))
                .command("any", command -> command.command("ls").when(When.ALWAYS)));
        CommandRun reset = run("reset");
        CommandRun any = run("any");

        world.stop("db");

        assertThat(reason(reset.result())).isEqualTo(Reason.SUPERSEDED);
        assertThat(any.result()).isNotDone();
        assertThat(status("reset").result())
                .isEqualTo("was killed, because it needs the running process, which is ending: stopped on request");
    }

    @Test
    void aCrashKillsTheCommandsThatNeedTheProcess() {
        world.reconcile(define("db").restart(restart -> restart.delay(Duration.ofSeconds(5)))
                .command("backup", command -> command.command("pg_dump"))
                .command("any", command -> command.command("ls").when(When.ALWAYS)));
        CommandRun backup = run("backup");
        CommandRun any = run("any");
        world.advance(Duration.ofSeconds(2));

        world.exit("db", 3);

        world.expect("db", ProcessPhase.BACKOFF);
        assertThat(reason(backup.result())).isEqualTo(Reason.NOT_RUNNING);
        assertThat(status("backup").result())
                .startsWith("was killed, because it needs the running process, which has ended: exited with 3 after ");
        assertThat(any.result()).isNotDone();
        world.advance(Duration.ofSeconds(6));
        assertThat(run("backup").result()).isNotDone();
    }

    @Test
    void aCrashThatLeavesProcessesBehindKillsTheCommandsAtOnce() {
        world.temper("db", FakeRunner.Temper.STUBBORN)
                .reconcile(define("db").command("backup", command -> command.command("pg_dump")));
        CommandRun backup = run("backup");

        world.exitLeaving("db", 1, 2);

        world.expect("db", ProcessPhase.STOPPING);
        assertThat(reason(backup.result())).isEqualTo(Reason.NOT_RUNNING);
    }

    @Test
    void aStartWaitsForTheEndOfACommandThatNeedsTheProcessToBeDown() {
        world.reconcile(define("db").command("wipe", command -> command.command("rm").when(When.STOPPED)),
                define("api").dependsOn("db"));
        world.stop("db");
        CommandRun wipe = run("wipe");

        CompletionStage<ProcessStatus> started = world.start("db");
        world.start("db");
        world.advance(Duration.ofMinutes(1));

        world.expect("db", ProcessPhase.WAITING);
        assertThat(world.status("db").why()).isEqualTo("waiting for the end of its command 'wipe'");
        assertThat(world.runner.started("db")).hasSize(1);
        assertThat(started).isNotDone();
        last().exit(0);
        world.loop.settle();
        assertThat(world.runner.started("db")).hasSize(2);
        world.advance(Duration.ofSeconds(2));
        assertThat(started).isCompleted();
        assertThat(wipe.result()).isCompleted();
    }

    /** The user has said that the process is not to wait for its dependencies. */
    @Test
    void aSecondStartSkipsTheDependenciesAlsoWhereACommandHoldsItBack() {
        world.health("store", World.Verdicts.BAD).reconcile(define("store").health(World.check(OnUnhealthy.NONE)),
                define("db").dependsOn("store").command("wipe", command -> command.command("rm").when(When.STOPPED)));
        world.stop("db");
        CommandRun wipe = run("wipe");

        world.start("db");
        world.start("db");
        world.expect("db", ProcessPhase.WAITING);
        last().exit(0);
        world.loop.settle();

        assertThat(wipe.result()).isCompleted();
        assertThat(world.runner.started("db")).hasSize(1);
        world.stop("db");
        world.advance(Duration.ofSeconds(2));
        world.start("db");
        world.advance(Duration.ofSeconds(2)).expect("db", ProcessPhase.WAITING);
    }

    @Test
    void noAutomaticStartIsBesideACommandThatNeedsTheProcessToBeDown() {
        world.reconcile(define("db").autoStart(false).command("wipe", command -> command.command("rm").when(When.STOPPED)));
        run("wipe");

        world.reconcile(define("db").command("wipe", command -> command.command("rm").when(When.ALWAYS)),
                define("api").dependsOn("db"));

        world.expect("db", ProcessPhase.WAITING);
        assertThat(world.runner.started("db")).isEmpty();
        last().cancel();
        world.loop.settle();
        assertThat(world.runner.started("db")).hasSize(1);
    }

    @Test
    void aStopEndsTheWaitForACommandAndNotTheCommand() {
        world.reconcile(define("db").command("wipe", command -> command.command("rm").when(When.STOPPED)));
        world.stop("db");
        CommandRun wipe = run("wipe");
        world.start("db");

        world.stop("db");

        world.expect("db", ProcessPhase.STOPPED);
        assertThat(wipe.result()).isNotDone();
        last().exit(0);
        world.loop.settle();
        world.expect("db", ProcessPhase.STOPPED);
    }

    @Test
    void theEndOfACommandOfARemovedProcessPublishesNothing() {
        world.reconcile(define("db").command("any", command -> command.command("ls").when(When.ALWAYS)));
        CommandRun any = run("any");

        world.reconcile();
        world.loop.settle();

        assertThat(reason(any.result())).isEqualTo(Reason.SUPERSEDED);
        assertThat(world.supervisor.snapshot().statuses()).isEmpty();
    }

    @Test
    void aRunIsCancelledByItsCallerOrByName() {
        world.reconcile(define("db").command("reset", command -> command.command("psql")));
        CommandRun first = run("reset");
        first.cancel();
        world.loop.settle();
        assertThat(reason(first.result())).isEqualTo(Reason.SUPERSEDED);
        CommandRun second = run("reset");
        first.cancel();
        world.loop.settle();
        assertThat(second.result()).isNotDone();

        CompletionStage<Void> cancelled = world.commands.get("db").cancelCommand("reset");
        world.loop.settle();

        assertThat(cancelled).isCompleted();
        assertThat(reason(second.result())).isEqualTo(Reason.SUPERSEDED);
        CompletionStage<Void> again = world.commands.get("db").cancelCommand("reset");
        world.loop.settle();
        assertThat(reason(again)).isEqualTo(Reason.NOT_RUNNING);
    }

    @Test
    void anInvalidRequestRunsNothing() {
        world.reconcile(define("db").command("load", command -> command.command("psql", "{file}").arg("file", arg -> {
        })));

        assertThat(reason(run("rest").result())).isEqualTo(Reason.INVALID);
        assertThat(reason(run("load").result())).isEqualTo(Reason.INVALID);
        assertThat(reason(run("load", "file", "-x").result())).isEqualTo(Reason.INVALID);
        assertThat(world.runner.commands).isEmpty();
        assertThat(world.supervisor.snapshot().statuses().get("db").commands()).isEmpty();
    }

    @Test
    void aChangeOfACommandRestartsNothing() {
        world.reconcile(define("db").command("reset", command -> command.command("psql")));

        world.reconcile(define("db").command("reset", command -> command.command("psql", "-q")));
        run("reset");

        assertThat(world.runner.started("db")).hasSize(1);
        assertThat(last().order().words()).containsExactly("psql", "-q");
    }

    @Test
    void theOutputBeginsWithTheRunAndEndsWithIt() {
        world.reconcile(define("db").command("reset", command -> command.command("psql")));
        CommandRun run = run("reset");
        last().order().lines().accept(line(1, "one"));
        List<String> seen = new ArrayList<>();
        List<String> ends = new ArrayList<>();

        run.output().subscribe().with(line -> seen.add(line.text()), error -> ends.add("failed"), () -> ends.add("completed"));
        last().order().lines().accept(line(2, "two"));
        last().exit(0);
        world.loop.settle();

        Awaitility.await().until(() -> !ends.isEmpty());
        assertThat(seen).containsExactly("one", "two");
        assertThat(ends).containsExactly("completed");
        List<String> late = run.output().map(LogLine::text).collect().asList().await().atMost(Duration.ofSeconds(60));
        assertThat(late).containsExactly("one", "two");
    }

    @Test
    void eachReplicaHasTheCommandsWithItsOwnNumbers() {
        world.reconcile(Replicas.expand(List.of(define("worker").replicas(2)
                .command("drain", command -> command.command("drain", "--worker={replica}")).build())));

        world.commands.get("worker-1").runCommand("drain", Map.of());
        world.loop.settle();

        assertThat(last().order().words()).containsExactly("drain", "--worker=1");
        assertThat(reason(world.commands.get("worker").runCommand("drain", Map.of()).result())).isEqualTo(Reason.INVALID);
    }

    private CommandRun run(String name, String... values) {
        Map<String, String> args = new HashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            args.put(values[i], values[i + 1]);
        }
        CommandRun run = world.commands.get("db").runCommand(name, args);
        world.loop.settle();
        return run;
    }

    private FakeCommand last() {
        return world.runner.commands.get(world.runner.commands.size() - 1);
    }

    private CommandStatus status(String name) {
        return world.supervisor.snapshot().statuses().get("db").commands().get(name);
    }

    private static LogLine line(long sequence, String text) {
        return new LogLine("db", 1, sequence, Instant.EPOCH, LogLine.Stream.STDOUT, text);
    }

    private static Reason reason(CompletionStage<?> result) {
        try {
            result.toCompletableFuture().join();
            throw new AssertionError("it has succeeded");
        } catch (CompletionException e) {
            return ((ProcessException) e.getCause()).reason();
        }
    }
}
