package io.quarkiverse.processmanager.terminal.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole monitor, with a terminal and an application in memory. */
class MonitorTest {

    private static final long PATIENCE_SECONDS = 60;

    private final FakeTerminal terminal = new FakeTerminal(80, 24);
    private final FakeProcesses processes = new FakeProcesses();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "monitor under test");

    private void run() {
        try {
            Monitor.run(terminal, processes.application(), Sample.OPTIONS);
            end.complete(null);
        } catch (Throwable e) {
            end.completeExceptionally(e);
        }
    }

    @AfterEach
    void leavesNothing() throws InterruptedException {
        terminal.hangUp();
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));

        assertThat(terminal.modes()).isEmpty();
        assertThat(processes.open()).isZero();
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(one -> one.getName().startsWith("monitor"));
    }

    private void start() {
        thread.start();
        awaitText("kept line of [db]");
    }

    private void awaitText(String text) {
        await(() -> terminal.text().contains(text));
    }

    private void await(BooleanSupplier condition) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(end).isNotDone();
            assertThat(System.nanoTime()).as("time\n" + terminal.text() + "\n" + processes.requests()).isLessThan(limit);
            Thread.onSpinWait();
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void awaitEnd() throws Exception {
        end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void showsTheTableAndTheLogOfTheFirstProcess() {
        start();

        assertThat(terminal.lines().get(0)).contains("shop", "5 processes");
        assertThat(terminal.lines().get(2)).startsWith(" ● db ");
        assertThat(terminal.modes()).contains("raw", "alternate", "mouse");
    }

    @Test
    void qEndsTheMonitorAndTakesNoFurtherKey() throws Exception {
        start();

        terminal.type("qx");

        awaitEnd();
        assertThat(terminal.unread()).isEqualTo(1);
        assertThat(processes.requests()).noneMatch(request -> request.startsWith("stop"));
    }

    @Test
    void aPastedTextSendsNoCommand() throws Exception {
        start();

        terminal.type("\u001B[200~xrKyq\u001B[201~");
        awaitText("pasted text has no effect here");
        terminal.type("q");

        awaitEnd();
        assertThat(processes.requests()).noneMatch(request -> request.startsWith("stop") || request.startsWith("restart"));
    }

    @Test
    void ctrlCAndTheEndOfTheInputEndTheMonitor() throws Exception {
        start();

        terminal.type("/\u0003");

        awaitEnd();
    }

    @Test
    void theSelectionChangesTheLog() {
        start();

        terminal.type("j");

        awaitText("kept line of [cache]");
        assertThat(terminal.text()).doesNotContain("kept line of [db]");
    }

    @Test
    void showsNewLinesAndNewStates() {
        start();

        processes.log("\u001B[31mlistening\u001B[0m");
        processes.rows(List.of(Sample.row("db", "FAILED", "UNCHECKED", "exited with 4")));

        awaitText("listening");
        awaitText("exited with 4");
        assertThat(terminal.lines().get(0)).contains("1 process", "1 down");
    }

    @Test
    void sendsCommandsAndShowsTheirResults() {
        start();

        terminal.type("x");
        awaitText("db: running (healthy)");
        terminal.type("SHUP\r");
        await(() -> processes.requests().contains("signal [db] HUP"));
        terminal.type("K");
        awaitText("kill 'db' with its process tree at once? (y/n)");
        terminal.type("y");
        await(() -> processes.requests().contains("stop [db] force"));

        assertThat(processes.requests()).contains("stop [db]");
    }

    @Test
    void theErrorOfACommandIsOneSentenceInTheLastLine() {
        start();

        terminal.type("r");

        awaitText("cannot restart process 'db': no such program");
        assertThat(terminal.lines().get(23)).isEqualTo(" cannot restart process 'db': no such program");
    }

    @Test
    void aRefusalIsTheSentenceOfTheApplication() {
        start();

        terminal.type("Snone\r");

        awaitText("\n cannot signal process 'db': no signal 'NONE'");
    }

    @Test
    void aCommandWithoutAnApplicationNamesTheProcess() {
        start();
        processes.end();
        awaitText("waiting for the application; ");

        terminal.type("x");

        awaitText("\n cannot stop process 'db': cannot reach application 'shop': it has ended");
    }

    @Test
    void anotherStartOfTheProcessIsMarkedInItsLog() {
        start();

        processes.line(Map.of("id", "db", "text", "before", "incarnation", 1));
        processes.line(Map.of("id", "db", "text", "after", "incarnation", 2));

        awaitText("before\n... start 2 ...\nafter\n");
    }

    @Test
    void asksForTheCauses() {
        start();

        terminal.type("jjjjw");

        awaitText("api is waiting: waiting for worker");
        awaitText("last words");
    }

    @Test
    void survivesTheEndAndTheReturnOfTheApplication() {
        start();

        processes.end();
        awaitText("waiting for the application; ");
        processes.comeBack();

        awaitText("5 processes");
        awaitText("connected again");
        await(() -> processes.open() == 2);
        processes.log("after the return");
        awaitText("after the return");
    }

    @Test
    void aResizeIsDrawnAtOnce() {
        start();

        terminal.resize(120, 30);
        await(() -> terminal.lines().size() == 30 && terminal.lines().get(29).contains("? keys"));
        terminal.resize(39, 7);

        awaitText("too small: 39x7");
    }

    @Test
    void aDrawThatFailsEndsTheMonitorAndRestoresTheTerminal() {
        start();

        terminal.breakDown();
        terminal.type("j");

        assertThatThrownBy(this::awaitEnd).isInstanceOf(ExecutionException.class).hasMessageContaining("broken pipe");
        assertThat(terminal.modes()).isEmpty();
    }

    @Test
    void anInterruptEndsTheMonitor() throws Exception {
        start();

        thread.interrupt();

        awaitEnd();
    }

    @Test
    void aFloodOfLinesDelaysNoKeyAndDrawsFewFrames() throws Exception {
        start();
        Thread flood = new Thread(() -> {
            for (int line = 0; line < 50_000 && !end.isDone(); line++) {
                processes.log("line " + line);
            }
        });
        int draws = terminal.draws();
        long begin = System.nanoTime();

        flood.start();
        terminal.type("?");
        awaitText("Show this table");
        terminal.type("?");
        flood.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        awaitText("line 49999");

        long frames = (System.nanoTime() - begin) / 33_000_000;
        assertThat(terminal.draws() - draws).isLessThanOrEqualTo((int) frames + 5);
    }
}
