package io.quarkiverse.processmanager.runtime.process.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.LineLog;
import io.quarkiverse.processmanager.runtime.process.assembly.Witness;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;

class OutputTest {

    private static final LogSettings LARGE = new LogSettings(Level.INFO, Level.INFO, 1_000, 16 * 1024 * 1024,
            16 * 1024, LogPolicy.Capture.SEPARATE, LogPolicy.Ansi.KEEP,
            Optional.empty());

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void aHundredThousandLinesAreKeptInOrder() {
        workshop.start(workshop.flood(100_000), StopSettings.DEFAULT, LARGE).witness().awaitGone();

        List<LogLine> lines = workshop.runner().logs("p", 1_000_000);
        assertThat(lines).hasSize(100_000);
        for (int i = 0; i < 100_000; i++) {
            assertThat(lines.get(i).text()).isEqualTo("line " + (i + 1));
            assertThat(lines.get(i).sequence()).isEqualTo(i + 1);
        }
    }

    @Test
    void theLastOutputIsInTheBufferWhenTheProcessIsGone() {
        for (int i = 0; i < 30; i++) {
            workshop.start(workshop.sh("echo out; echo err >&2; printf end")).witness().awaitGone();

            assertThat(workshop.runner().logs("p", 3)).extracting(LogLine::text).containsExactlyInAnyOrder("out", "err", "end");
            assertThat(workshop.runner().logs("p", 3)).extracting(LogLine::incarnation).containsOnly(i + 1L);
        }
    }

    /** A shell replaces its pipe with another file around each builtin that it redirects. */
    @Test
    void aShellThatRedirectsForAMomentKeepsItsPipe() {
        String redirecting = "i=0; while [ $i -lt 400 ]; do : >/dev/null 2>&1; : >&2; i=$((i + 1)); done; ";
        for (int i = 0; i < 150; i++) {
            Witness witness = workshop.start(workshop.sh(redirecting + "echo out; echo err >&2")).witness();
            witness.awaitGone();

            assertThat(witness.exit().describe()).isEqualTo("exited with 0");
            assertThat(workshop.runner().logs("p", 2)).extracting(LogLine::stream, LogLine::text)
                    .containsExactlyInAnyOrder(tuple(LogLine.Stream.STDOUT, "out"), tuple(LogLine.Stream.STDERR, "err"));
        }
    }

    @Test
    void aLineWithoutAnEndIsFlushedAfterASilence() {
        workshop.start(workshop.sh("printf 'Password: '; exec sleep 1000"));

        workshop.awaitLine("Password: ");
    }

    @Test
    void invalidBytesAreReplaced() {
        workshop.start(workshop.sh("printf 'a\\377b\\n'")).witness().awaitGone();

        assertThat(workshop.lines()).containsExactly("a\ufffdb");
    }

    @Test
    void goneIsReportedThoughAnInvisibleProcessHoldsThePipe() throws Exception {
        // The child wipes its environment, changes the limit that marks its tree, leaves the session and loses its parent before the
        // first scan: the root waits for that.
        Workshop.Started started = workshop
                .start(workshop.sh("(env -i PATH=\"$PATH\" setsid sh -c '" + Workshop.HIDES + "exec sleep 1000' &);"
                        + " while ! test -f hidden; do sleep 0.01; done; echo out"));
        started.witness().pid();
        workshop.touch("hide");

        started.witness().awaitGone();

        assertThat(workshop.lines()).containsExactly("out");
        workshop.killHidden();
    }

    @Test
    void linesAreDeliveredToTheConsumerInOrder() {
        List<LogLine> received = Collections.synchronizedList(new ArrayList<>());
        workshop.runner().outputTo(received::add);

        workshop.start(workshop.sh("i=0; while [ $i -lt 500 ]; do i=$((i + 1)); echo $i; done")).witness().awaitGone();

        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(received).hasSize(500));
        for (int i = 0; i < 500; i++) {
            assertThat(received.get(i).text()).isEqualTo(Integer.toString(i + 1));
        }
    }

    @Test
    void aNewConsumerReceivesOnlyNewLines() {
        List<String> first = Collections.synchronizedList(new ArrayList<>());
        List<String> second = Collections.synchronizedList(new ArrayList<>());
        workshop.runner().outputTo(line -> first.add(line.text()));
        workshop.start(workshop.sh("echo one")).witness().awaitGone();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> first.size() == 1);

        workshop.runner().outputTo(line -> second.add(line.text()));
        workshop.start(workshop.sh("echo two")).witness().awaitGone();

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> second.size() == 1);
        assertThat(first).containsExactly("one");
        assertThat(second).containsExactly("two");
    }

    @Test
    void aConsumerThatDoesNotReturnBlocksNoProcess() {
        CountDownLatch release = new CountDownLatch(1);
        List<LogLine> received = Collections.synchronizedList(new ArrayList<>());
        AtomicLong leftOut = new AtomicLong();
        workshop.runner().outputTo(new LineLog() {

            @Override
            public void line(LogLine line) {
                received.add(line);
                awaitUninterrupted(release);
            }

            @Override
            public void leftOut(String processId, long count, Cause cause) {
                assertThat(cause).isEqualTo(Cause.SLOW_LOG);
                leftOut.addAndGet(count);
            }
        });
        LogSettings small = new LogSettings(Level.INFO, Level.INFO, 1_000, 100_000, 1_000, LogPolicy.Capture.SEPARATE,
                LogPolicy.Ansi.KEEP,
                Optional.empty());

        workshop.start(workshop.flood(100_000), StopSettings.DEFAULT, small).witness().awaitGone();
        release.countDown();

        Awaitility.await().atMost(Duration.ofSeconds(60))
                .until(() -> !received.isEmpty() && received.get(received.size() - 1).text().equals("line 100000"));
        assertThat(leftOut).hasPositiveValue();
        assertThat(leftOut.get() + received.size()).isEqualTo(100_000);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aConsumerThatThrowsReceivesTheNextLine() {
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        workshop.runner().outputTo(line -> {
            received.add(line.text());
            throw new IllegalStateException("thrown by the test");
        });

        workshop.start(workshop.sh("echo one; echo two")).witness().awaitGone();

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> received.equals(List.of("one", "two")));
    }

    @Test
    void theFirstLineIsFoundInTheHistoryAndStaysTheSame() throws Exception {
        Workshop.Started started = workshop.start(workshop.sh("echo ready on 1; echo ready on 2; exec sleep 1000"));
        workshop.awaitLine("ready on 2");

        assertThat(firstLine(started, "ready on [0-9]")).isEqualTo("ready on 1");
        assertThat(firstLine(started, "ready on [0-9]")).isEqualTo("ready on 1");
        assertThat(firstLine(started, "on 2")).isEqualTo("ready on 2");
    }

    @Test
    void theFirstLineIsFoundInAFlood() throws Exception {
        for (int i = 0; i < 10; i++) {
            Workshop.Started started = workshop.start(workshop.flood(100_000), StopSettings.DEFAULT, LARGE);

            assertThat(firstLine(started, "line 7777$")).isEqualTo("line 7777");
            started.witness().awaitGone();
        }
    }

    @Test
    void aLineWithoutAnEndIsFound() throws Exception {
        Workshop.Started started = workshop.start(workshop.sh("sleep 0.2; printf 'ready> '; exec sleep 1000"));

        assertThat(firstLine(started, "^ready> $")).isEqualTo("ready> ");
    }

    @Test
    void linesOfAnotherIncarnationDoNotCount() throws Exception {
        workshop.start(workshop.sh("echo ready 1")).witness().awaitGone();
        Workshop.Started started = workshop.start(workshop.sh("sleep 0.1; echo ready 2; exec sleep 1000"));

        assertThat(firstLine(started, "ready")).isEqualTo("ready 2");
    }

    @Test
    void aSearchEndsWithTheProcess() {
        Workshop.Started started = workshop.start(workshop.sh("echo almost"));
        CompletableFuture<String> line = started.process().firstLine("ready").toCompletableFuture();

        started.witness().awaitGone();

        assertThatThrownBy(() -> line.get(60, TimeUnit.SECONDS)).hasRootCauseInstanceOf(ProcessException.class)
                .hasMessageContaining("cannot search the output of process 'p' for 'ready': the process has ended without it");
    }

    @Test
    void anInvalidExpressionIsRefused() {
        Workshop.Started started = workshop.start(workshop.sh("true"));

        assertThatThrownBy(() -> firstLine(started, "(")).hasRootCauseInstanceOf(ProcessException.class)
                .rootCause().extracting("reason").isEqualTo(Reason.INVALID);
    }

    @Test
    void anExpressionThatTakesForEverDoesNotBlockTheProcess() {
        Workshop.Started started = workshop
                .start(workshop.sh("sleep 0.2; echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab; echo on; exec sleep 1000"));

        assertThatThrownBy(() -> firstLine(started, "^((a+)+)+$")).hasRootCauseInstanceOf(ProcessException.class)
                .hasMessageContaining("needs more than a second");
        workshop.awaitLine("on");
    }

    @Test
    void aSearchThatIsCancelledEndsOnlyForItsCaller() throws Exception {
        Workshop.Started started = workshop.start(workshop.sh("sleep 0.3; echo ready; exec sleep 1000"));
        CompletableFuture<String> cancelled = started.process().firstLine("ready").toCompletableFuture();

        cancelled.cancel(false);

        assertThat(firstLine(started, "ready")).isEqualTo("ready");
    }

    @Test
    void outputIsRemovedOnRequest() {
        workshop.start(workshop.sh("echo one")).witness().awaitGone();

        workshop.runner().forget("p");

        assertThat(workshop.lines()).isEmpty();
    }

    private static String firstLine(Workshop.Started started, String regex) throws Exception {
        return started.process().firstLine(regex).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
