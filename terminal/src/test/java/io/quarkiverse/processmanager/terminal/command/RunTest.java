package io.quarkiverse.processmanager.terminal.command;

import static io.quarkiverse.processmanager.terminal.command.ScriptedApplication.END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.client.Members;

/** The process is at rest, the application starts it, and its output and its states arrive in any order. */
@Timeout(60)
class RunTest {

    private static final String OK = "{\"result\":{\"id\":\"job\",\"ok\":true}}";

    private final Printed printed = new Printed();
    private final CountDownLatch watching = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch killed = new CountDownLatch(1);
    private String startResult = OK;
    private List<String> states = List.of();
    private List<String> live = List.of();
    /** The lines that arrive after the process is at rest. */
    private List<String> late = List.of();
    private String kept = line(4, "of the run before");
    private Consumer<String> output = line -> {
    };
    private String before = row("COMPLETED", 1, "\"code\":0");
    private ScriptedApplication application;
    private List<String> args = List.of();
    private String requestedRun = "";

    private static String row(String phase, int incarnation, String exit) {
        return "{\"id\":\"job\",\"phase\":\"" + phase + "\",\"state\":\"" + phase
                + "\",\"health\":\"UNCHECKED\",\"incarnation\":"
                + incarnation + ",\"why\":\"so\",\"lastExit\":{" + exit + "}}";
    }

    private static String line(int number, String text) {
        return "{\"id\":\"job\",\"seq\":" + number + ",\"text\":\"" + text + "\"}";
    }

    private Run run() {
        BiConsumer<Members, Consumer<String>> answers = (request, receiver) -> {
            switch (request.text("command")) {
                case "status" -> send(receiver, List.of(before, END));
                case "start" -> send(receiver, List.of(startResult, END));
                case "run" -> {
                    requestedRun = request.toString();
                    send(receiver, List.of(startResult, END));
                }
                case "stop" -> {
                    (request.is("force") ? killed : stopped).countDown();
                    send(receiver, List.of(OK, END));
                }
                case "watch" -> {
                    states.forEach(row -> receiver.accept("{\"processes\":[" + row + "]}"));
                    watching.countDown();
                }
                case "logs" -> {
                    if (request.is("follow")) {
                        send(receiver, List.of(line(4, "of the run before"), "{\"live\":true}"));
                        send(receiver, live);
                        output = receiver;
                    } else {
                        send(receiver, List.of(kept, END));
                        new Thread(() -> send(output, late)).start();
                    }
                }
                default -> throw new IllegalStateException(request.toString());
            }
        };
        application = new ScriptedApplication(answers);
        return Run.of(application, "job", args, false, printed);
    }

    private static void send(Consumer<String> receiver, List<String> lines) {
        lines.forEach(receiver);
    }

    @Test
    void theLinesOfThisRunArePrintedAndItsExitCodeIsTheResult() {
        states = List.of(row("STARTING", 2, ""), row("RUNNING", 2, ""), row("COMPLETED", 2, "\"code\":0"));
        kept = line(6, "two");
        late = List.of(line(5, "one"), line(6, "two"));

        Run.Ended ended = run().await();

        assertThat(printed.lines).containsExactly("one", "two");
        assertThat(ended.code()).hasValue(0);
        assertThat(ended.success()).isTrue();
        assertThat(ended.text()).isEqualTo("process 'job' is completed: so");
    }

    @Test
    void theArgumentsGoToTheApplication() {
        args = List.of("--dry-run", "a b");
        states = List.of(row("COMPLETED", 2, "\"code\":0"));

        assertThat(run().await().success()).isTrue();

        assertThat(requestedRun).contains("--dry-run, a b");
    }

    @Test
    void theLastLineIsPrintedAlsoIfItArrivesAfterTheEnd() {
        live = List.of(line(5, "one"), line(6, "two"));
        states = List.of(row("FAILED", 2, "\"code\":3"));
        kept = line(7, "three");
        late = List.of(line(7, "three"));

        Run.Ended ended = run().await();

        assertThat(printed.lines).containsExactly("one", "two", "three");
        assertThat(ended.code()).hasValue(3);
        assertThat(ended.success()).isFalse();
    }

    @Test
    void linesThatAreLeftOutAreCounted() {
        states = List.of(row("COMPLETED", 2, "\"code\":0"));
        kept = line(9, "nine");
        late = List.of("{\"id\":\"job\",\"leftOut\":4}", line(9, "nine"));

        run().await();

        assertThat(printed.lines).containsExactly("... 4 lines are left out ...", "nine");
    }

    /** A crash with restarts left is not the end. */
    @Test
    void theRunGoesOnOverARestart() {
        startResult = "{\"result\":{\"id\":\"job\",\"ok\":false,\"message\":\"cannot start process 'job': it crashed\"}}";
        states = List.of(row("BACKOFF", 2, "\"code\":1"), row("RUNNING", 3, "\"code\":1"),
                row("FAILED", 4, "\"signal\":\"KILL\""));

        Run.Ended ended = run().await();

        assertThat(ended.code()).isEmpty();
        assertThat(ended.signal()).isEqualTo("KILL");
    }

    @Test
    void aStartThatIsRefusedIsTheResult() {
        startResult = "{\"result\":{\"id\":\"job\",\"ok\":false,\"message\":\"cannot start process 'job': db has failed\\nold\"}}";
        states = List.of(row("FAILED", 1, "\"code\":0"));

        Run.Ended ended = run().await();

        assertThat(ended.text()).isEqualTo("cannot start process 'job': db has failed");
        assertThat(ended.code()).isEmpty();
        assertThat(ended.success()).isFalse();
    }

    @Test
    void theStandardErrorIsPrintedToTheStandardError() {
        states = List.of(row("COMPLETED", 2, "\"code\":0"));
        kept = line(6, "two");
        live = List.of(line(5, "one"), "{\"id\":\"job\",\"seq\":6,\"stream\":\"stderr\",\"text\":\"two\"}");

        run().await();

        assertThat(printed.lines).containsExactly("one");
        assertThat(printed.errors).containsExactly("two");
    }

    @Test
    void anOutputThatIsClosedStopsTheProcess() throws InterruptedException {
        printed.closed = true;
        states = List.of(row("STOPPED", 2, "\"code\":143"));
        kept = line(5, "one");
        live = List.of(kept);

        run().await();

        assertThat(stopped.await(50, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theSecondInterruptKills() throws InterruptedException {
        Run run = run();

        assertThat(run.interrupt()).isEqualTo(1);
        assertThat(run.interrupt()).isEqualTo(2);

        assertThat(killed.await(50, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aProcessThatRunsIsRefusedAndNothingIsStarted() {
        before = row("RUNNING", 1, "");

        assertThatThrownBy(this::run).isInstanceOf(Failure.class)
                .hasMessage("cannot run process 'job': it is running (so); 'logs -f job' shows its output");
        before = before.replace("\"so\"", "\"running\"");
        assertThatThrownBy(this::run).hasMessage("cannot run process 'job': it is running; 'logs -f job' shows its output");
        assertThat(application.requests).noneMatch(request -> request.contains("start"));
    }

    @Test
    void aCloseFromAnotherThreadEndsTheWait() throws Exception {
        states = List.of(row("RUNNING", 2, ""));
        Run run = run();
        Thread closing = new Thread(() -> {
            try {
                watching.await();
            } catch (InterruptedException e) {
                return;
            }
            run.close();
        });
        closing.start();

        assertThatThrownBy(run::await).isInstanceOf(Failure.class);
        closing.join();
    }
}
