package io.quarkiverse.processmanager.cli;

import static io.quarkiverse.processmanager.cli.FakeApplication.END;
import static io.quarkiverse.processmanager.cli.FakeApplication.HANG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.processmanager.runtime.control.wire.SocketFacts;

/** Each command against an application that answers from a script. */
@Timeout(120)
class CommandsTest {

    private static final String ROWS = """
            {"total":2,"running":1,"down":1,"processes":[\
            {"id":"db","kind":"service","phase":"RUNNING","state":"RUNNING","health":"HEALTHY","down":false,\
            "why":"up and healthy","pid":812,"port":5432,"restarts":0,"cpuPercent":1.25,"memoryBytes":41943040,\
            "dependsOn":[],"dependents":["api"],"blockedBy":[]},\
            {"id":"api","kind":null,"phase":"FAILED","state":"FAILED","health":"UNCHECKED","down":true,\
            "why":"exited with 4","pid":null,"restarts":3,"dependsOn":[{"id":"db","condition":"healthy","met":true}],\
            "dependents":[],"blockedBy":[]}]}""";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path sockets;
    private Path directory;
    private FakeApplication application;

    @BeforeEach
    void prepare() throws IOException {
        sockets = Files.createTempDirectory("qpm");
        directory = Files.createTempDirectory("app").toRealPath();
        System.setProperty("processes.sockets", sockets.toString());
    }

    @AfterEach
    void clean() throws IOException {
        System.clearProperty("processes.sockets");
        if (application != null) {
            application.close();
        }
        for (Path place : List.of(sockets, directory)) {
            try (Stream<Path> files = Files.list(place)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(place);
        }
    }

    private void answer(String... lines) throws IOException {
        application = new FakeApplication(sockets, facts(7), request -> List.of(lines));
    }

    private SocketFacts facts(long pid) {
        return new SocketFacts(SocketFacts.PROTOCOL, "shop", directory.toString(), pid, "dev");
    }

    private int run(String... args) {
        String[] all = Stream.concat(Stream.of(args), args[0].equals("--help") ? Stream.of()
                : Stream.of("--directory", directory.toString())).toArray(String[]::new);
        return Main.run(all, new PrintWriter(out), new PrintWriter(err, true));
    }

    @Test
    void withoutAnApplicationEachCommandSaysSo() {
        assertThat(run("ps")).isEqualTo(ExitCode.NO_APPLICATION);
        assertThat(run("stop", "db")).isEqualTo(ExitCode.NO_APPLICATION);
        assertThat(run("ps", "--all")).isEqualTo(ExitCode.NO_APPLICATION);

        assertThat(err.toString()).contains("no application with a control socket runs in " + directory)
                .contains("no application with a control socket runs on this machine")
                .contains("quarkus.process-manager.control.enabled=true");
    }

    @Test
    void theListIsATable() throws IOException {
        answer(ROWS, END);

        assertThat(run("ps")).isZero();

        assertThat(out.toString().lines()).containsExactly(
                "ID   STATE             PID  PORT  CPU    MEMORY  UPTIME  RESTARTS  WHY",
                "db   running, healthy  812  5432  1.3 %  40 MB   -       0         up and healthy",
                "api  failed            -    -     -      -       -       3         exited with 4");
    }

    @Test
    void theListHasTheNameThatTheTerminalOfDevModeKnows() throws IOException {
        answer(ROWS, END);

        assertThat(run("list", "--json")).isZero();
        assertThat(out.toString()).isEqualTo(ROWS + System.lineSeparator());

        run("--help");
        assertThat(out.toString()).contains("ps, list ");
    }

    @Test
    void jsonIsTheAnswerOfTheApplication() throws IOException {
        answer(ROWS, END);

        assertThat(run("ps", "--json")).isZero();

        assertThat(out.toString()).isEqualTo(ROWS + System.lineSeparator());
    }

    @Test
    void theApplicationsOfTheMachineAreListed() throws IOException {
        answer(ROWS, END);

        assertThat(run("ps", "--all", "--json")).isZero();

        assertThat(out.toString()).contains("{\"application\":\"shop\",\"mode\":\"dev\",\"pid\":7,\"directory\":\"" + directory
                + "\",\"total\":2,\"running\":1,\"down\":1}");
    }

    @Test
    void severalApplicationsInOneDirectoryNeedAPid() throws IOException {
        answer(ROWS, END);
        try (FakeApplication other = new FakeApplication(sockets, facts(8), request -> List.of(ROWS, END))) {
            assertThat(run("ps")).isEqualTo(ExitCode.NO_APPLICATION);
            assertThat(err.toString()).contains("choose one with --pid: pid 7 (shop, dev, in " + directory + "), pid 8 (");
            assertThat(run("ps", "--pid", "8")).isZero();
            assertThat(run("ps", "--pid", "9")).isEqualTo(ExitCode.NO_APPLICATION);
            assertThat(err.toString()).contains("the process 9 is no application with a control socket; 'ps --all' lists");
            assertThat(other.requests).containsExactly("{\"command\":\"ps\",\"ids\":[]}");
        }
    }

    @Test
    void anotherVersionOfTheProtocolIsRefused() throws IOException {
        application = new FakeApplication(sockets, new SocketFacts(99, "shop", directory.toString(), 7, "dev"),
                request -> List.of());

        assertThat(run("ps")).isEqualTo(ExitCode.NO_APPLICATION);
        assertThat(err.toString()).contains("it has protocol 99, and this command line has 1");
    }

    @Test
    void commandsPrintALineForEachResultAndFailWithOne() throws IOException {
        answer("{\"result\":{\"id\":\"db\",\"ok\":true,\"phase\":\"RUNNING\",\"why\":\"up\"}}",
                "{\"result\":{\"id\":\"api\",\"ok\":false,\"reason\":\"EXITED\",\"message\":\"cannot start process 'api': x\"}}",
                END);

        assertThat(run("start", "db", "api")).isEqualTo(ExitCode.FAILED);

        assertThat(out.toString()).isEqualToIgnoringNewLines("db: running (up)\n");
        assertThat(err.toString()).isEqualToIgnoringNewLines("cannot start process 'api': x\n");
        assertThat(application.requests).containsExactly("{\"command\":\"start\",\"ids\":[\"db\",\"api\"]}");
    }

    @Test
    void anErrorIsPrinted() throws IOException {
        answer("{\"error\":{\"reason\":\"NOT_FOUND\",\"message\":\"there is no process 'x'\"}}", END);

        assertThat(run("why", "x")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).isEqualToIgnoringNewLines("there is no process 'x'\n");
    }

    @Test
    void aCommandThatTakesTooLongIsATimeout() throws IOException {
        answer(HANG);

        assertThat(run("stop", "db", "--timeout", "50ms")).isEqualTo(ExitCode.TIMEOUT);
    }

    @Test
    void anApplicationThatEndsMeanwhileIsAnError() throws IOException {
        answer();

        assertThat(run("restart", "db")).isEqualTo(ExitCode.NO_APPLICATION);
        assertThat(err.toString()).contains("the application has ended");
    }

    @Test
    void aWrongOptionIsAUsageError() {
        assertThat(run("start")).isEqualTo(2);
        assertThat(run("wait", "--timeout", "soon")).isEqualTo(2);
        assertThat(err.toString()).contains("'soon' is no duration; write 500ms, 10s, 5m or 2h");
    }

    @Test
    void aWaitEndsWhenTheProcessesAreReady() throws IOException {
        answer(ROWS.replace("\"phase\":\"FAILED\"", "\"phase\":\"STARTING\""),
                ROWS.replace("\"phase\":\"FAILED\"", "\"phase\":\"RUNNING\""), HANG);

        assertThat(run("wait", "db", "api")).isZero();
        assertThat(application.requests).containsExactly("{\"command\":\"watch\"}");
    }

    @Test
    void aWaitFailsWithTheProcessAndNamesWhatIsNotReadyAtItsEnd() throws IOException {
        answer(ROWS, HANG);
        assertThat(run("wait")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("process 'api' has failed: exited with 4");
        application.close();

        Files.delete(sockets.resolve("7.sock"));
        answer(ROWS.replace("\"phase\":\"RUNNING\"", "\"phase\":\"STARTING\""), HANG);
        // On a slow machine the time can be over before the rows are read.
        for (int seconds = 1; seconds < 60 && !err.toString().contains(": db ("); seconds *= 4) {
            assertThat(run("wait", "db", "--timeout", seconds + "s")).isEqualTo(ExitCode.TIMEOUT);
        }
        assertThat(err.toString()).containsPattern("not ready after [0-9.]+ s: db \\(running, healthy\\)");
    }

    @Test
    void aWaitWaitsForTheApplication() throws Exception {
        assertThat(run("wait", "--timeout", "100ms")).isEqualTo(ExitCode.TIMEOUT);
        assertThat(err.toString())
                .contains("not ready after 100 ms: no application with a control socket runs in " + directory);

        Thread later = new Thread(() -> {
            try {
                answer(ROWS, HANG);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        later.start();
        assertThat(run("wait", "db", "--timeout", "60s")).isZero();
        later.join();
    }

    @Test
    void aWaitEndsWithTheProcessOfTheApplication() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThat(run("wait", "--pid", String.valueOf(ended.pid()), "--timeout", "60s")).isEqualTo(ExitCode.NO_APPLICATION);

        assertThat(err.toString()).isEqualToIgnoringNewLines("no process has the pid " + ended.pid()
                + ": the application has ended\n");
    }

    @Test
    void aWaitEndsWhenTheApplicationStopsItsProcesses() throws IOException {
        String waiting = ROWS.replace("\"phase\":\"FAILED\"", "\"phase\":\"STARTING\"");
        answer(waiting, waiting.replace("\"phase\":\"STARTING\"", "\"phase\":\"STOPPED\""), HANG);

        assertThat(run("wait")).isEqualTo(ExitCode.FAILED);

        assertThat(err.toString()).contains("process 'api' was stopped meanwhile");
    }

    @Test
    void aWaitEndsWithTheConnection() throws IOException {
        answer(ROWS.replace("\"phase\":\"FAILED\"", "\"phase\":\"STARTING\""));

        assertThat(run("wait")).isEqualTo(ExitCode.NO_APPLICATION);

        assertThat(err.toString()).contains("the application has ended");
    }

    @Test
    void logsAreSearchedHereAndTheLastMatchesArePrinted() throws IOException {
        answer(line("db", "one"), line("api", "no"), line("db", "two"), line("db", "three"), END);

        assertThat(run("logs", "--grep", "^t|^one", "-n", "2")).isZero();

        assertThat(out.toString()).isEqualToIgnoringNewLines("db | two\ndb | three\n");
        assertThat(application.requests).singleElement().asString().doesNotContain("last");
    }

    @Test
    void aGapOfTheLogIsCountedAndControlSequencesDoNothing() throws IOException {
        answer("{\"live\":true}", "{\"id\":\"db\",\"leftOut\":17}", line("db", "\\u001b[2Jclean\\u0007"), END);

        assertThat(run("logs", "-f")).isZero();

        assertThat(out.toString()).isEqualToIgnoringNewLines("db | ... 17 lines are left out ...\ndb | clean\n");
    }

    private static String line(String id, String text) {
        return "{\"id\":\"" + id + "\",\"seq\":1,\"time\":\"2026-01-01T00:00:00Z\",\"stream\":\"stdout\",\"text\":\"" + text
                + "\"}";
    }

    @Test
    void theCausesAreIndented() throws IOException {
        answer("{\"causes\":[{\"id\":\"api\",\"depth\":0,\"state\":\"WAITING\",\"health\":\"UNCHECKED\",\"why\":\"waiting for db\"},"
                + "{\"id\":\"db\",\"depth\":1,\"root\":true,\"state\":\"FAILED\",\"health\":\"UNKNOWN\",\"why\":\"exited with 4\","
                + "\"lastLines\":[\"no disk\"]}]}", END);

        assertThat(run("why", "api")).isZero();

        assertThat(out.toString()).isEqualToIgnoringNewLines(
                "api is waiting: waiting for db\n  db has failed: exited with 4\n      no disk\n");
    }

    @Test
    void eventsArePrintedAsTheyCome() throws IOException {
        answer("{\"type\":\"Started\",\"id\":\"db\",\"time\":\"2026-01-01T00:00:00Z\",\"text\":\"process 'db' has been started\"}",
                END);

        assertThat(run("events")).isZero();

        assertThat(out.toString()).contains("2026-01-01T00:00:00Z process 'db' has been started");
    }

    /** A task that writes a line to each output and exits with 4. */
    private List<String> task(String request) {
        String row = "{\"id\":\"seed\",\"kind\":\"task\",\"phase\":\"FAILED\",\"state\":\"FAILED\",\"why\":\"exited with 4\",";
        if (request.contains("\"follow\":true")) {
            return List.of("{\"live\":true}", numbered(1, "stdout", "one"), numbered(2, "stderr", "two"), HANG);
        } else if (request.contains("\"logs\"")) {
            return List.of(numbered(2, "stderr", "two"), END);
        } else if (request.contains("\"status\"")) {
            return List.of(row + "\"incarnation\":1}", END);
        } else if (request.contains("\"watch\"")) {
            return List.of("{\"processes\":[" + row + "\"incarnation\":2,\"lastExit\":{\"code\":4}}]}", HANG);
        }
        return List.of(
                "{\"result\":{\"id\":\"seed\",\"ok\":false,\"message\":\"cannot start process 'seed': exited with 4\\ntwo\"}}",
                END);
    }

    private static String numbered(long number, String stream, String text) {
        return "{\"id\":\"seed\",\"seq\":" + number + ",\"stream\":\"" + stream + "\",\"text\":\"" + text + "\"}";
    }

    @Test
    void aTaskRunsInTheForegroundAndEndsWithItsExitCode() throws IOException {
        application = new FakeApplication(sockets, facts(7), this::task);

        assertThat(run("run", "seed")).isEqualTo(4);

        assertThat(out.toString()).isEqualToIgnoringNewLines("one\n");
        assertThat(err.toString()).isEqualToIgnoringNewLines("two\nprocess 'seed' has failed: exited with 4\n");
    }

    /** The tests have no terminal. */
    @Test
    void theMonitorNeedsATerminal() throws IOException {
        answer(ROWS, END);

        assertThat(run("top")).isEqualTo(2);

        assertThat(err.toString())
                .contains("cannot show the monitor: the input or the output is a file or a pipe; 'ps' prints");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aRunOfATaskHasArguments() throws IOException {
        application = new FakeApplication(sockets, facts(7), this::task);

        // The target comes first: everything behind the dashes is an argument.
        Main.run(new String[] { "run", "--directory", directory.toString(), "seed", "--", "--dry-run", "a b" },
                new PrintWriter(out), new PrintWriter(err, true));

        assertThat(application.requests.toString()).contains("--dry-run").contains("a b");
    }

    /** The tests have no terminal for the question. */
    @Test
    void aCommandThatAUserMustConfirmIsRefused() throws IOException {
        answer("{\"commands\":[{\"name\":\"reset\",\"title\":\"Reset\",\"confirm\":\"Sure?\",\"args\":[]}]}", END);

        assertThat(run("command", "db", "reset")).isEqualTo(ExitCode.FAILED);

        assertThat(err.toString()).isEqualToIgnoringNewLines(
                "cannot run command 'reset' of process 'db': a user must confirm it: Sure?; add --yes\n");
    }

    @Test
    void theHelpNamesTheExitCodes() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString()).contains("ps", "wait", "events", "Exit codes:", "no application found");
    }

    /** Needs no application. */
    @Test
    void aFileOfAnotherToolIsPrintedAsProperties() throws IOException {
        Path procfile = Files.writeString(directory.resolve("Procfile"), "web: ./web --name 'My web'\n");
        assertThat(run("convert", procfile.toString())).isZero();
        assertThat(out.toString().lines()).containsExactly("quarkus.processes.web.command=./web --name 'My web'");
        assertThat(run("convert", directory.resolve("missing.yaml").toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("missing.yaml: there is no such file");
    }

    @Test
    void aFileWithALineThatCannotBeReadIsNotConverted() throws Exception {
        Path procfile = Files.writeString(directory.resolve("Procfile"), "web: ./web\nwor\n");
        assertThat(run("convert", procfile.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("Procfile: line 2 is not of the form 'name: command'");
        assertThat(out.toString()).isEmpty();
    }
}
