package io.quarkiverse.processmanager.deployment.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import org.aesh.command.AeshCommandRuntimeBuilder;
import org.aesh.command.CommandException;
import org.aesh.command.CommandResult;
import org.aesh.command.CommandRuntime;
import org.aesh.command.impl.invocation.AeshCommandInvocationBuilder;
import org.aesh.command.impl.registry.AeshCommandRegistryBuilder;
import org.aesh.command.invocation.CommandInvocation;
import org.aesh.complete.AeshCompleteOperation;
import org.aesh.readline.terminal.Key;
import org.aesh.readline.terminal.formatting.TerminalString;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkus.deployment.builditem.ConsoleCommandBuildItem;
import io.quarkus.dev.console.DevConsoleManager;

/** The commands as the terminal mode of the console runs and completes them, and an application that answers from a script. */
@Timeout(120)
class ProcessesCommandTest {

    private static final String CONTROL = "io.quarkiverse.processmanager.control";
    private static final String END = "{\"end\":true}";
    private static final String ROWS = """
            {"total":2,"processes":[\
            {"id":"db","phase":"RUNNING","state":"RUNNING","health":"HEALTHY","why":"up and healthy","pid":812,"restarts":0,\
            "actions":["stop","restart","kill","signal"],"dependsOn":[],"dependents":["api"]},\
            {"id":"api","phase":"FAILED","state":"FAILED","health":"UNCHECKED","why":"exited with 4","restarts":3,\
            "actions":["start"],"dependsOn":[{"id":"db","condition":"healthy","met":true}],"dependents":[]}]}""";

    private final FakeShell shell = new FakeShell();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private CommandRuntime<CommandInvocation> runtime;

    @BeforeEach
    void register() throws Exception {
        runtime = AeshCommandRuntimeBuilder.<CommandInvocation> builder()
                .commandRegistry(AeshCommandRegistryBuilder.<CommandInvocation> builder()
                        .command(new ConsoleCommandBuildItem(new ProcessesCommand()).getConsoleCommand()).create())
                .commandInvocationBuilder(new AeshCommandInvocationBuilder(shell, null)).build();
    }

    @AfterEach
    void forget() {
        DevConsoleManager.setGlobal(CONTROL, Optional.empty());
    }

    private void application(BiConsumer<String, Consumer<String>> answers) {
        BiFunction<String, Consumer<String>, Runnable> control = (request, receiver) -> {
            requests.add(request);
            answers.accept(request, receiver);
            return cancelled::countDown;
        };
        DevConsoleManager.setGlobal(CONTROL, control);
    }

    private void answer(String... lines) {
        application((request, receiver) -> List.of(lines).forEach(receiver));
    }

    private CommandResult run(String line) throws Exception {
        return runtime.executeCommand(line);
    }

    private List<String> complete(String line) {
        AeshCompleteOperation operation = new AeshCompleteOperation(runtime.getAeshContext(), line, line.length());
        runtime.complete(operation);
        return operation.getCompletionCandidates().stream().map(TerminalString::getCharacters).map(String::trim).toList();
    }

    @Test
    void theGroupHasTheCommandsOfTheHelp() throws Exception {
        run("processes");

        assertThat(complete("processes ")).containsExactlyInAnyOrder("ps", "list", "status", "start", "stop", "restart", "logs",
                "why", "graph", "plan", "scale", "signal", "send", "run", "command", "top");
        assertThat(shell.printed()).contains("Shows and controls the processes of the application.");
    }

    @Test
    void theListIsTheOneOfTheCommandLineCutToTheTerminal() throws Exception {
        answer(ROWS, END);
        shell.width(64);

        assertThat(run("processes ps")).isEqualTo(CommandResult.SUCCESS);

        assertThat(shell.printed().lines()).containsExactly(
                "ID   STATE             PID  PORT  CPU  MEMORY  UPTIME  RESTAR...",
                "db   running, healthy  812  -     -    -       -       0     ...",
                "api  failed            -    -     -    -       -       3     ...");
        assertThat(run("processes list")).isEqualTo(CommandResult.SUCCESS);
        assertThat(requests).containsExactly("{\"command\":\"ps\"}", "{\"command\":\"ps\"}");
    }

    @Test
    void theHelpOfEachCommandHasItsOptions() throws Exception {
        for (String command : List.of("ps", "list", "status", "start", "stop", "restart", "logs", "why", "graph", "plan",
                "scale",
                "signal",
                "send",
                "run", "top")) {
            run("processes " + command + " --help");
        }

        assertThat(shell.printed()).contains("--follow", "--lines", "--grep", "--since", "--force", "--mermaid", "Usage: ")
                .contains("Starts processes, and waits until they are up.");
        assertThat(requests).isEmpty();
    }

    @Test
    void beforeTheFirstStartACommandSaysSo() throws Exception {
        assertThat(run("processes list")).isEqualTo(CommandResult.FAILURE);

        assertThat(shell.printed()).isEqualTo("no process is known, because the application has not started yet\n");
    }

    @Test
    void anErrorOfTheApplicationIsASentence() throws Exception {
        answer("{\"error\":{\"reason\":\"NOT_FOUND\",\"message\":\"Process not found: x\"}}", END);

        assertThat(run("processes why x")).isEqualTo(CommandResult.FAILURE);

        assertThat(shell.printed()).isEqualTo("Process not found: x\n");
    }

    @Test
    void aWrongValueIsASentence() throws Exception {
        answer(END);

        run("processes logs --grep x( db");
        run("processes logs --since soon");
        run("processes stop --force");
        run("processes signal HUP");

        assertThat(shell.printed().lines()).containsExactly(
                "cannot search for 'x(': it is no Java expression, Unclosed group",
                "cannot read the age: 'soon' is no duration; write 500ms, 10s, 5m or 2h",
                "cannot stop: name a process; 'ps' shows them",
                "cannot signal: name a signal and a process, such as 'signal HUP web'");
        assertThat(requests).isEmpty();
    }

    @Test
    void anOrderPrintsItsResultsAndWaitsForNoKey() throws Exception {
        answer("{\"result\":{\"id\":\"db\",\"ok\":true,\"phase\":\"STOPPED\",\"why\":\"stopped on request\"}}", END);

        assertThat(run("processes stop --force db")).isEqualTo(CommandResult.SUCCESS);

        assertThat(shell.printed()).isEqualTo("db: stopped on request\n");
        assertThat(requests).singleElement().asString().contains("\"command\":\"stop\"", "\"ids\":[\"db\"]", "\"force\":true");
    }

    @Test
    void anOrderThatFailsIsAFailure() throws Exception {
        answer("{\"result\":{\"id\":\"db\",\"ok\":false,\"message\":\"cannot start process 'db': x\"}}", END);

        assertThat(run("processes start db")).isEqualTo(CommandResult.FAILURE);

        assertThat(shell.printed()).isEqualTo("cannot start process 'db': x\n");
    }

    /** The result comes while the command waits for a key, which it then does no longer. */
    @Test
    void aSlowOrderEndsWithItsResult() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        application((request, receiver) -> {
            Thread later = new Thread(() -> {
                await(mayEnd);
                receiver.accept("{\"result\":{\"id\":\"db\",\"ok\":true,\"phase\":\"RUNNING\",\"why\":\"up\"}}");
                receiver.accept(END);
            });
            later.setDaemon(true);
            later.start();
        });
        Thread typing = new Thread(() -> {
            type(Key.a);
            type(Key.b);
            mayEnd.countDown();
        });
        typing.start();

        assertThat(run("processes start db")).isEqualTo(CommandResult.SUCCESS);

        assertThat(shell.printed()).isEqualTo("db: running (up)\n");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        typing.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aKeyEndsTheWaitForAnOrderAndTheOutputSaysWhatGoesOn() throws Exception {
        answer();
        Thread typing = typing(Key.q);

        assertThat(run("processes restart db")).isEqualTo(CommandResult.SUCCESS);

        assertThat(shell.printed()).isEqualTo("no longer waiting; the application carries the command out\n");
        await(cancelled);
        typing.join();
    }

    private Thread typing(Key key) {
        Thread typing = new Thread(() -> type(key));
        typing.start();
        return typing;
    }

    private void type(Key key) {
        try {
            shell.type(key);
        } catch (InterruptedException e) {
            // The test has failed.
        }
    }

    /** Ctrl-C and Esc end the terminal mode. What a command prints then would appear in the log of the application. */
    @Test
    void theEndOfTheTerminalModeEndsTheOutputWithoutAWord() throws Exception {
        application((request, receiver) -> List.of("{\"live\":true}", "{\"id\":\"db\",\"text\":\"one\"}").forEach(receiver));
        Thread typing = new Thread(() -> {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> shell.printed().contains("one"));
            type(null);
        });
        typing.start();

        assertThat(run("processes logs -f -n 5 db")).isEqualTo(CommandResult.SUCCESS);

        assertThat(shell.printed()).endsWith("one\n").startsWith(UntilKey.HINT);
        assertThat(requests).containsExactly("{\"command\":\"logs\",\"ids\":[\"db\"],\"follow\":true,\"last\":5}");
        await(cancelled);
        typing.join();
    }

    @Test
    void aRunPrintsTheOutputAndReportsTheExitCode() throws Exception {
        String row = "{\"id\":\"seed\",\"kind\":\"task\",\"phase\":\"COMPLETED\",\"state\":\"DONE\",\"health\":\"UNCHECKED\","
                + "\"why\":\"exited with 0\",\"incarnation\":2,\"lastExit\":{\"code\":0}}";
        String line = "{\"id\":\"seed\",\"seq\":1,\"text\":\"seeded\"}";
        application((request, receiver) -> {
            List<String> lines = request.contains("\"status\"") ? List.of(row, END)
                    : request.contains("\"run\"") ? List.of("{\"result\":{\"id\":\"seed\",\"ok\":true}}", END)
                            : request.contains("\"watch\"") ? List.of("{\"processes\":[" + row + "]}")
                                    : request.contains("\"follow\"") ? List.of("{\"live\":true}", line) : List.of(line, END);
            lines.forEach(receiver);
        });

        assertThat(run("processes run seed")).isEqualTo(CommandResult.SUCCESS);

        assertThat(shell.printed().lines()).containsExactly(UntilKey.HINT, "seeded",
                "process 'seed' is done: exited with 0");
    }

    /** The application must not be told to stop the process. */
    @Test
    void aKeyEndsTheWaitForARunAndTheProcessGoesOn() throws Exception {
        String row = "{\"id\":\"seed\",\"phase\":\"STOPPED\",\"state\":\"STOPPED\",\"incarnation\":1}";
        application((request, receiver) -> {
            List<String> lines = request.contains("\"status\"") ? List.of(row, END)
                    : request.contains("\"follow\"") ? List.of("{\"live\":true}") : List.of();
            lines.forEach(receiver);
        });
        Thread typing = typing(Key.q);

        assertThat(run("processes run seed")).isEqualTo(CommandResult.SUCCESS);

        assertThat(shell.printed().lines()).containsExactly(UntilKey.HINT, "no longer waiting; process 'seed' goes on");
        assertThat(requests).noneMatch(request -> request.contains("\"stop\""));
        typing.join();
    }

    @Test
    void idsAreCompletedWithThoseForWhichTheCommandIsPossible() {
        answer(ROWS, END);

        assertThat(complete("processes status ")).containsExactly("api", "db");
        assertThat(complete("processes start ")).containsExactly("api");
        assertThat(complete("processes stop ")).containsExactly("db");
        assertThat(complete("processes run ")).containsExactly("api");
        assertThat(complete("processes logs api ")).containsExactly("db");
    }

    @Test
    void aSignalIsCompletedBeforeTheIds() {
        answer(ROWS, END);

        assertThat(complete("processes signal ")).contains("HUP", "TERM").doesNotContain("db");
        assertThat(complete("processes signal HUP ")).containsExactly("db");
    }

    /** Also an application that does not answer: the console waits for the completion. */
    @Test
    void aCompletionWithoutAnAnswerOffersNothing() {
        assertThat(complete("processes status ")).containsExactly("--help");
        answer();
        assertThat(complete("processes status ")).containsExactly("--help");
        application((request, receiver) -> {
            throw new IllegalStateException();
        });
        assertThat(complete("processes status ")).containsExactly("--help");
    }

    @Test
    void anUnknownCommandIsRefused() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> run("processes nope")))
                .isNotInstanceOf(CommandException.class).hasMessageContaining("nope");
    }
}
