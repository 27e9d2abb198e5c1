package io.quarkiverse.processmanager.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.runtime.control.wire.JsonText;
import io.quarkiverse.processmanager.runtime.engine.Application;
import io.quarkiverse.processmanager.runtime.engine.Engine;
import io.quarkiverse.processmanager.runtime.engine.SharedEngine;
import io.quarkiverse.processmanager.runtime.program.Json;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.IOThreadDetector;
import io.vertx.core.Vertx;

/** Requests about real processes. */
class RequestsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;
    private final Vertx vertx = Vertx.vertx();
    private ProcessManager manager;
    private Requests requests;

    @BeforeEach
    void allowBlocking() {
        BlockingOperationControl.setIoThreadDetector(new IOThreadDetector[0]);
        manager = SharedEngine.get().lasting();
        requests = new Requests(manager);
    }

    @AfterEach
    void close() throws Exception {
        SharedEngine.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Keeps the lines of an answer. It is never full unless the test says so. */
    private static final class Kept implements Answer {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
        private volatile boolean ended;
        private volatile boolean full;
        private volatile Runnable cancel = () -> {
        };

        @Override
        public void line(String json) {
            lines.add(json);
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public boolean isFull() {
            return full;
        }

        @Override
        public void whenDrained(Runnable action) {
            if (full) {
                waiting.add(action);
            } else {
                action.run();
            }
        }

        @Override
        public void follow(Runnable action) {
            cancel = action;
        }

        private void awaitEnd() {
            Awaitility.await().atMost(PATIENCE).until(() -> ended);
        }

        private void awaitLine(String part) {
            Awaitility.await().atMost(PATIENCE).until(() -> lines.stream().anyMatch(line -> line.contains(part)));
        }

        private Map<?, ?> first() {
            return (Map<?, ?>) Json.parse(lines.get(0));
        }
    }

    private void serve(ProcessDefinitionBuilder... builders) {
        Engine engine = SharedEngine.get();
        engine.serve(new Application(vertx, engine.listeners()),
                Plan.of(Arrays.stream(builders).map(ProcessDefinitionBuilder::build).toList()), ShutdownLimits.DEFAULT);
    }

    private ProcessDefinitionBuilder script(String id, String text) {
        return ProcessDefinition.builder(id).command(text).shell(true).cwd(directory);
    }

    private void await(String id, ProcessPhase phase) {
        Awaitility.await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(manager.get(id).status().phase()).isEqualTo(phase));
    }

    private Kept ask(String request) {
        Kept answer = new Kept();
        requests.answer(request, answer);
        return answer;
    }

    private Kept command(String command, String... ids) {
        return ask(JsonText.of(Map.of("command", command, "ids", List.of(ids))));
    }

    @Test
    void theListHasARowForEachProcess() {
        serve(script("db", "exec sleep 1000"), script("api", "exec sleep 1000").dependsOn("db"));
        await("api", ProcessPhase.RUNNING);

        Kept answer = command("ps");

        assertThat(answer.ended).isTrue();
        assertThat(answer.first().get("total")).isEqualTo(2.0);
        assertThat(answer.lines.get(0)).contains("\"id\":\"db\"", "\"phase\":\"RUNNING\"", "\"dependents\":[\"api\"]");
    }

    @Test
    void thePlanHasTheStepsAndWhatTheyWaitFor() {
        serve(script("db", "exec sleep 1000"), script("api", "exec sleep 1000").dependsOn("db"),
                script("report", "true").autoStart(false));

        Kept answer = command("plan");

        assertThat(answer.ended).isTrue();
        assertThat(answer.lines.get(0)).isEqualTo("""
                {"steps":[\
                {"id":"db","step":1,"startPhase":"WITH_APP","auto":true,"startedBy":[],"waitsFor":[]},\
                {"id":"api","step":2,"startPhase":"WITH_APP","auto":true,"startedBy":[],\
                "waitsFor":[{"id":"db","condition":"running"}]},\
                {"id":"report","step":null,"startPhase":"WITH_APP","auto":false,"startedBy":[],"waitsFor":[]}]}""");
    }

    @Test
    void aProcessWithReplicasStandsForAllOfThemAndCanBeScaled() {
        serve();
        manager.startAndAwait(script("worker", "exec sleep 1000").replicas(2).startupWindow(Duration.ofMillis(10)).build());

        Kept scaled = ask("{\"command\":\"scale\",\"ids\":[\"worker\"],\"replicas\":3}");
        scaled.awaitEnd();
        assertThat(scaled.lines).hasSize(3).allMatch(line -> line.contains("\"ok\":true"));
        assertThat(command("ps", "worker").lines.get(0)).contains("\"replicaOf\":\"worker\"", "\"id\":\"worker-2\"");
        assertThat(command("status", "worker").lines.get(0)).contains("worker-0");

        Kept stopped = command("stop", "worker");
        stopped.awaitEnd();
        assertThat(stopped.lines).hasSize(3).allMatch(line -> line.contains("STOPPED"));

        Kept refused = ask("{\"command\":\"scale\",\"ids\":[\"worker\"],\"replicas\":0}");
        refused.awaitEnd();
        assertThat(refused.lines.get(0)).contains("\"ok\":false", "the number of replicas 0 is not between 1 and 1000");
    }

    @Test
    void aStatusHasNoSecret() {
        serve(script("db", "exec sleep 1000; --password s3cr3tword").env("DB_PASSWORD", "s3cr3tword").env("DB_USER", "me"));
        await("db", ProcessPhase.RUNNING);

        Kept answer = command("status", "db");

        assertThat(answer.lines.get(0)).contains("\"DB_PASSWORD\":\"***\"", "\"DB_USER\":\"me\"")
                .doesNotContain("s3cr3tword");
    }

    @Test
    void theCausesLeadToTheRootWithItsLastLines() {
        serve(script("db", "echo no disk; exit 4").kind(ProcessKind.TASK),
                script("api", "exec sleep 1000").dependsOn("db"), script("web", "exec sleep 1000").dependsOn("api"));
        await("web", ProcessPhase.FAILED);

        Kept answer = command("why", "web");

        List<Map<?, ?>> causes = ((List<?>) answer.first().get("causes")).stream().<Map<?, ?>> map(Map.class::cast).toList();
        assertThat(causes.stream().<Object> map(cause -> cause.get("id"))).containsExactly("web", "api", "db");
        assertThat(causes.get(2).get("root")).isEqualTo(true);
        assertThat(causes.get(2).get("lastLines")).isEqualTo(List.of("no disk"));
    }

    @Test
    void aCommandOfAProcessSendsItsLinesAndThenItsExitCode() {
        serve(script("db", "exec sleep 1000").command("load",
                load -> load.command("echo \"loads $ARG_FILE\"; exit 3").shell(true)
                        .title("Load a file").arg("file", file -> file.title("File"))));
        await("db", ProcessPhase.RUNNING);

        Kept list = command("commands", "db");
        Kept run = ask("{\"command\":\"command\",\"ids\":[\"db\"],\"name\":\"load\",\"args\":{\"file\":\"a b\"}}");
        run.awaitEnd();

        assertThat(list.lines.get(0)).contains("\"name\":\"load\"", "\"title\":\"Load a file\"", "\"required\":true");
        assertThat(run.lines).hasSize(2);
        assertThat(run.lines.get(0)).contains("\"text\":\"loads a b\"");
        assertThat(run.lines.get(1)).contains("\"ok\":false", "\"exitCode\":3");
        assertThat(ask("{\"command\":\"command\",\"ids\":[\"db\"],\"name\":\"load\",\"args\":{\"file\":7}}").lines.get(0))
                .contains("the args are no texts");
    }

    @Test
    void aCommandWithAQuestionNeedsAConfirmation() {
        serve(script("db", "exec sleep 1000").command("reset", reset -> reset.command("true").confirm("Delete all data?")));
        await("db", ProcessPhase.RUNNING);

        Kept refused = ask("{\"command\":\"command\",\"ids\":[\"db\"],\"name\":\"reset\"}");
        Kept run = ask("{\"command\":\"command\",\"ids\":[\"db\"],\"name\":\"reset\",\"confirmed\":true}");
        run.awaitEnd();

        assertThat(refused.lines.get(0)).contains("a user must confirm it: Delete all data?");
        assertThat(run.lines.get(0)).contains("\"ok\":true");
    }

    @Test
    void aClientThatLeavesKillsItsCommand() {
        serve(script("db", "exec sleep 1000").command("hang", hang -> hang.command("echo hangs; exec sleep 1000").shell(true)));
        await("db", ProcessPhase.RUNNING);
        Kept run = ask("{\"command\":\"command\",\"ids\":[\"db\"],\"name\":\"hang\"}");
        run.awaitLine("hangs");

        run.cancel.run();

        Awaitility.await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(manager.get("db").status().commands().get("hang").result())
                        .isEqualTo("was cancelled"));
    }

    @Test
    void commandsWaitForTheirResults() {
        serve(script("db", "exec sleep 1000"));
        await("db", ProcessPhase.RUNNING);

        for (String command : List.of("stop", "start", "restart")) {
            Kept answer = command(command, "db");
            answer.awaitEnd();
            assertThat(answer.lines).singleElement().asString().contains("\"ok\":true",
                    command.equals("stop") ? "\"phase\":\"STOPPED\"" : "\"phase\":\"RUNNING\"");
        }
        assertThat(manager.get("db").status().incarnation()).isEqualTo(3);
    }

    @Test
    void aCommandThatFailsSaysWhy() {
        serve(script("db", "echo no disk; exit 4").kind(ProcessKind.TASK));
        await("db", ProcessPhase.FAILED);

        Kept answer = command("start", "db");
        answer.awaitEnd();

        assertThat(answer.lines).singleElement().asString().contains("\"ok\":false", "\"reason\":\"EXITED\"", "no disk");
    }

    @Test
    void aTagStandsForItsProcesses() {
        serve(script("db", "exec sleep 1000").tags("back"), script("api", "exec sleep 1000").tags("back").dependsOn("db"),
                script("web", "exec sleep 1000"));
        await("api", ProcessPhase.RUNNING);

        Kept list = command("ps", "tag:back");
        Kept stop = command("stop", "tag:back");
        stop.awaitEnd();
        Kept unknown = command("start", "tag:bak");

        assertThat(list.lines.get(0)).contains("\"id\":\"db\"", "\"tags\":[\"back\"]").doesNotContain("\"id\":\"web\"");
        assertThat(stop.lines).hasSize(2);
        assertThat(stop.lines.get(0)).as("a dependent stops first").contains("\"id\":\"api\"");
        assertThat(manager.get("web").status().phase()).isEqualTo(ProcessPhase.RUNNING);
        assertThat(unknown.lines).singleElement().asString().contains("NOT_FOUND", "did you mean 'back'?");
    }

    @Test
    void aForcedStopDoesNotWaitForTheGracePeriod() {
        serve(script("db", "trap '' TERM; echo ready; while :; do sleep 0.1; done")
                .stop(stop -> stop.timeout(Duration.ofHours(1))));
        ask("{\"command\":\"logs\",\"follow\":true}").awaitLine("ready");

        ask("{\"command\":\"stop\",\"ids\":[\"db\"],\"force\":true}").awaitEnd();

        assertThat(manager.get("db").status().phase()).isEqualTo(ProcessPhase.STOPPED);
    }

    @Test
    void aSignalReachesTheProcess() {
        serve(script("db", "trap 'echo hup' HUP; echo ready; while :; do sleep 0.1; done"));
        Kept log = ask("{\"command\":\"logs\",\"follow\":true}");
        log.awaitLine("ready");
        // A line can arrive before the supervisor knows that the process has started.
        Awaitility.await().atMost(PATIENCE).until(() -> manager.get("db").status().pid().isPresent());

        ask("{\"command\":\"signal\",\"ids\":[\"db\"],\"signal\":\"HUP\"}").awaitEnd();

        log.awaitLine("\"hup\"");
    }

    @Test
    void aLineGoesToTheProcessWithTheConsoleUnlessTheRequestNamesOne() {
        serve(script("db", "while read line; do echo \"db got $line\"; done"),
                script("shell", "while read line; do echo \"shell got $line\"; done").stdin(Stdin.CONSOLE));
        await("db", ProcessPhase.RUNNING);
        await("shell", ProcessPhase.RUNNING);
        Kept log = ask("{\"command\":\"logs\",\"follow\":true}");

        ask("{\"command\":\"send\",\"ids\":[],\"line\":\"one\"}").awaitEnd();
        ask("{\"command\":\"send\",\"ids\":[\"db\"],\"line\":\"two\"}").awaitEnd();

        log.awaitLine("shell got one");
        log.awaitLine("db got two");
    }

    @Test
    void aLineForTheConsoleNeedsAProcessWithTheConsole() {
        serve(script("db", "exec sleep 1000"));

        Kept answer = ask("{\"command\":\"send\",\"line\":\"one\"}");

        assertThat(answer.lines).singleElement().asString().contains("\"reason\":\"INVALID\"",
                "cannot send: name a process; without a name, the line is for the process with stdin=console, and there is none");
    }

    /** No request brings a command line, and an id that the application does not have starts nothing. */
    @Test
    void aProcessThatIsNotDeclaredIsRefusedBeforeAnythingHappens() {
        serve(script("db", "exec sleep 1000"));
        await("db", ProcessPhase.RUNNING);

        for (String command : List.of("start", "stop", "restart", "signal", "status", "why", "logs", "events", "send")) {
            Kept answer = command(command, "db", "sh");
            assertThat(answer.lines).singleElement().asString().contains("NOT_FOUND", "sh", "db");
            assertThat(answer.ended).isTrue();
        }
        assertThat(command("send", "db", "sh").lines.get(0))
                .contains("'send' takes the line first, in quotes if it has spaces, and then the ids");
        assertThat(manager.get("db").status().incarnation()).isEqualTo(1);
        assertThat(manager.get("db").status().phase()).isEqualTo(ProcessPhase.RUNNING);
    }

    @Test
    void whatIsNoRequestIsAnsweredWithASentence() {
        for (String request : List.of("", "{", "[]", "{}", "{\"command\":1}", "{\"command\":\"run\"}", "\0\1", "[".repeat(9999),
                "{\"command\":\"start\"}", "{\"command\":\"stop\",\"ids\":[1]}", "{\"command\":\"status\"}",
                "{\"command\":\"signal\",\"ids\":[]}")) {
            Kept answer = ask(request);

            assertThat(answer.lines).as(request).singleElement().asString().contains("\"reason\":\"INVALID\"", "cannot ");
            assertThat(answer.ended).isTrue();
        }
    }

    @Test
    void theKeptLinesAreInTheOrderOfTheirTimes() throws IOException {
        serve(script("a", "echo one; until test -e three; do sleep 0.05; done; echo three; exec sleep 1000"),
                script("b", "until test -e two; do sleep 0.05; done; echo two; exec sleep 1000"));
        Kept log = ask("{\"command\":\"logs\",\"follow\":true}");

        // The time of a line is that of its read, so the next line must not be written before.
        log.awaitLine("one");
        Files.createFile(directory.resolve("two"));
        log.awaitLine("two");
        Files.createFile(directory.resolve("three"));
        log.awaitLine("three");

        assertThat(texts(command("logs"))).containsExactly("one", "two", "three");
        assertThat(texts(command("logs", "b"))).containsExactly("two");
        assertThat(texts(ask("{\"command\":\"logs\",\"last\":2}"))).containsExactly("two", "three");
        assertThat(texts(ask("{\"command\":\"logs\",\"last\":0}"))).isEmpty();
        assertThat(texts(ask("{\"command\":\"logs\",\"since\":99999999999999}"))).isEmpty();
    }

    @Test
    void followedLinesComeOnceAndInOrder() throws IOException {
        serve(script("db", "for i in 1 2 3; do echo $i; done; until test -e go; do sleep 0.05; done; "
                + "for i in $(seq 4 2000); do echo $i; done; echo done; exec sleep 1000"));
        ask("{\"command\":\"logs\",\"follow\":true}").awaitLine("\"3\"");

        Kept log = ask("{\"command\":\"logs\",\"follow\":true,\"last\":2}");
        Files.createFile(directory.resolve("go"));
        log.awaitLine("\"done\"");

        List<String> texts = texts(log);
        assertThat(texts.subList(0, 4)).containsExactly("2", "3", "4", "5");
        assertThat(texts).doesNotHaveDuplicates().hasSize(2000);
    }

    /** The lines wait in the buffer of their process, and what the buffer has dropped is counted. */
    @Test
    void aClientThatDoesNotReadGetsTheCountOfTheLinesThatAreLeftOut() throws IOException {
        serve(script("db", "echo first; until test -e go; do sleep 0.05; done; seq 1 5000; echo done; exec sleep 1000")
                .log(log -> log.bufferSize(16 * 1024)));
        Kept log = ask("{\"command\":\"logs\",\"follow\":true}");
        log.awaitLine("first");
        log.full = true;
        Files.createFile(directory.resolve("go"));
        ask("{\"command\":\"logs\",\"follow\":true}").awaitLine("\"done\"");

        assertThat(log.lines).hasSizeLessThan(600);
        Awaitility.await().atMost(PATIENCE).until(() -> !log.waiting.isEmpty());
        log.full = false;
        log.waiting.forEach(Runnable::run);
        log.awaitLine("\"done\"");

        long leftOut = log.lines.stream().map(Json::parse).map(line -> ((Map<?, ?>) line).get("leftOut"))
                .mapToLong(count -> count == null ? 0 : ((Number) count).longValue()).sum();
        assertThat(texts(log).size() + leftOut).isEqualTo(5002);
    }

    @Test
    void streamsAndCommandsOutliveALiveReload() throws IOException {
        ProcessDefinitionBuilder db = script("db", "exec sleep 1000");
        serve(db);
        await("db", ProcessPhase.RUNNING);
        Kept watch = command("watch");
        Kept events = command("events");
        Kept log = ask("{\"command\":\"logs\",\"follow\":true}");
        watch.awaitLine("\"total\":1");

        SharedEngine.get().applicationEnds();
        SharedEngine.get().detach();
        Kept between = command("restart", "db");
        serve(db, script("api", "echo here; exec sleep 1000"));

        between.awaitEnd();
        assertThat(between.lines).singleElement().asString().contains("\"ok\":true");
        watch.awaitLine("\"total\":2");
        events.awaitLine("process 'api' has been started");
        log.awaitLine("here");
        assertThat(watch.ended || events.ended || log.ended).isFalse();

        SharedEngine.close();
        watch.awaitEnd();
        events.awaitEnd();
        log.awaitEnd();
        events.awaitLine("process 'api' has stopped");
    }

    /** Its beans are not complete, so its own listeners wait. */
    @Test
    void aStartThatHangsIsSeen() {
        SharedEngine.get().listeners().hold();
        serve(script("db", "echo slow; exec sleep 1000"));

        ask("{\"command\":\"logs\",\"follow\":true}").awaitLine("slow");
        command("watch").awaitLine("\"RUNNING\"");
    }

    @Test
    void aCancelledStreamIsNoListenerAnyMore() {
        serve(script("db", "exec sleep 1000"));
        await("db", ProcessPhase.RUNNING);
        Kept events = command("events");
        events.cancel.run();

        command("stop", "db").awaitEnd();

        assertThat(events.lines).noneMatch(line -> line.contains("has stopped"));
    }

    private static List<String> texts(Kept log) {
        return log.lines.stream().map(line -> (Map<?, ?>) Json.parse(line)).filter(line -> line.containsKey("text"))
                .map(line -> (String) line.get("text")).toList();
    }
}
