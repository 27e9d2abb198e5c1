package io.quarkiverse.processmanager.runtime.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogLine.Stream;
import io.quarkiverse.processmanager.runtime.process.LineLog;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;

/** What goes to the log, and what it costs. */
class LoggedOutputTest {

    private static final int LINES = 300_000;

    @RegisterExtension
    final Workshop workshop = new Workshop();

    private final Log log = new Log();

    @Test
    void whileNothingReadsTheOutputNoLineBecomesTextAndNoThreadWakesUp() {
        log.unwanted.add(Stream.STDOUT);
        log.unwanted.add(Stream.STDERR);
        workshop.runner().outputTo(log);
        AtomicInteger news = new AtomicInteger();
        ProcessRunner.LineFeed others = workshop.runner().follow("other"::equals, true, news::incrementAndGet);

        workshop.start(workshop.flood(LINES)).witness().awaitGone();

        assertThat(workshop.runner().decodedLines("p")).isZero();
        assertThat(news).hasValue(0);
        assertThat(log.lines).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .doesNotContain("process-manager-output");
        others.close();
    }

    @Test
    void ofAStreamThatIsNotLoggedNoLineBecomesText() {
        log.unwanted.add(Stream.STDOUT);
        workshop.runner().outputTo(log);

        workshop.start(workshop.perl("for (1..20_000) { print \"line $_\\n\"; warn \"err\\n\" if $_ % 10_000 == 0 }")).witness()
                .awaitGone();
        workshop.awaitUntil(() -> log.lines.size() == 2);

        assertThat(log.lines).containsExactly("err", "err");
        assertThat(workshop.runner().decodedLines("p")).isEqualTo(2);
    }

    @Test
    void linesFromBeforeAStreamIsLoggedStayOut() {
        log.unwanted.add(Stream.STDOUT);
        workshop.runner().outputTo(log);
        workshop.start(workshop.sh("echo one; until test -f go; do sleep 0.01; done; echo two"));
        workshop.awaitUntil(() -> !workshop.runner().logs("p", 1).isEmpty());

        log.unwanted.clear();
        workshop.touch("go");
        workshop.awaitUntil(() -> !log.lines.isEmpty());

        assertThat(log.lines).containsExactly("two");
    }

    @Test
    void aFloodOverTheLimitIsCountedAndCostsNoText() {
        log.limit = 100;
        workshop.runner().outputTo(log);

        workshop.start(workshop.flood(LINES)).witness().awaitGone();
        workshop.awaitUntil(() -> log.lines.contains("line " + LINES));

        assertThat(log.leftOut.get() + log.lines.size()).isEqualTo(LINES);
        assertThat(log.leftOut).hasPositiveValue();
        assertThat(log.causes).contains(LineLog.Cause.RATE_LIMIT);
        assertThat(workshop.runner().decodedLines("p")).isEqualTo(log.lines.size());
        assertThat(workshop.runner().logs("p", 10_000)).hasSize(10_000);
    }

    @Test
    void rareLinesAfterAFloodAreLogged() {
        log.limit = 10;
        workshop.runner().outputTo(log);
        workshop.start(workshop.perl("$| = 1; print \"line $_\\n\" for 1..50_000; until (-e 'go') { select undef, undef, undef,"
                + " 0.01 } print \"rare\\n\"; sleep 1000"));
        workshop.awaitUntil(() -> log.lines.contains("line 50000"));

        workshop.touch("go");
        workshop.awaitUntil(() -> log.lines.contains("rare"));

        assertThat(log.leftOut.get() + log.lines.size()).isEqualTo(50_001);
    }

    private static final class Log implements LineLog {

        private final Set<Stream> unwanted = ConcurrentHashMap.newKeySet();
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final AtomicLong leftOut = new AtomicLong();
        private final Set<Cause> causes = ConcurrentHashMap.newKeySet();
        private volatile int limit;

        @Override
        public void line(LogLine line) {
            lines.add(line.text());
        }

        @Override
        public boolean wants(String processId, Stream stream) {
            return !unwanted.contains(stream);
        }

        @Override
        public int rateLimit(String processId) {
            return limit;
        }

        @Override
        public void leftOut(String processId, long count, Cause cause) {
            leftOut.addAndGet(count);
            causes.add(cause);
        }
    }
}
