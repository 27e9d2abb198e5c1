package io.quarkiverse.processmanager.terminal.command;

import static io.quarkiverse.processmanager.terminal.command.ScriptedApplication.END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
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
    private String startResult = OK;
    private List<String> states = List.of();
    private List<String> live = List.of();
    private List<String> kept = List.of(line(4, "of the run before"));
    private String before = row("COMPLETED", 1, "\"code\":0");
    private ScriptedApplication application;

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
                case "watch" -> {
                    states.forEach(row -> receiver.accept("{\"processes\":[" + row + "]}"));
                    watching.countDown();
                }
                case "logs" -> {
                    if (request.is("follow")) {
                        send(receiver, List.of(line(4, "of the run before"), "{\"live\":true}"));
                        send(receiver, live);
                    } else {
                        send(receiver, kept);
                        receiver.accept(END);
                    }
                }
                default -> throw new IllegalStateException(request.toString());
            }
        };
        application = new ScriptedApplication(answers);
        return Run.of(application, "job", false, printed);
    }

    private static void send(Consumer<String> receiver, List<String> lines) {
        lines.forEach(receiver);
    }

    @Test
    void theLinesOfThisRunArePrintedAndItsExitCodeIsTheResult() {
        states = List.of(row("STARTING", 2, ""), row("RUNNING", 2, ""), row("COMPLETED", 2, "\"code\":0"));
        kept = List.of(line(4, "of the run before"), line(5, "one"), line(6, "two"));

        Run.Ended ended = run().await();

        assertThat(printed.lines).containsExactly("one", "two");
        assertThat(ended.code()).hasValue(0);
        assertThat(ended.success()).isTrue();
        assertThat(ended.text()).isEqualTo("process 'job' is completed: so");
    }

    @Test
    void aLineThatWasPrintedLiveIsNotPrintedAgain() {
        live = List.of(line(5, "one"), line(6, "two"));
        states = List.of(row("FAILED", 2, "\"code\":3"));
        kept = List.of(line(5, "one"), line(6, "two"), line(7, "three"));

        Run.Ended ended = run().await();

        assertThat(printed.lines).containsExactly("one", "two", "three");
        assertThat(ended.code()).hasValue(3);
        assertThat(ended.success()).isFalse();
    }

    @Test
    void linesThatAreNoLongerKeptAreCounted() {
        states = List.of(row("COMPLETED", 2, "\"code\":0"));
        kept = List.of(line(9, "nine"));

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
        startResult = "{\"result\":{\"id\":\"job\",\"ok\":false,\"message\":\"cannot start process 'job': db has failed\"}}";
        states = List.of(row("FAILED", 1, "\"code\":0"));

        Run.Ended ended = run().await();

        assertThat(ended.text()).isEqualTo("cannot start process 'job': db has failed");
        assertThat(ended.code()).isEmpty();
        assertThat(ended.success()).isFalse();
    }

    @Test
    void aProcessThatRunsIsRefusedAndNothingIsStarted() {
        before = row("RUNNING", 1, "");

        assertThatThrownBy(this::run).isInstanceOf(Failure.class)
                .hasMessage("cannot run process 'job': it is running (so); 'logs -f job' shows its output");
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
