package io.quarkiverse.processmanager.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;

/** What a failed test reports. */
class FailuresTest {

    private static final String NAP = "99811";

    @AfterEach
    void nothingIsLeft() {
        assertThat(Naps.descendants(NAP)).isEmpty();
    }

    @WithProcess(id = "talker", shell = true, command = "echo one; echo two; echo password=geheim; echo the $TOKEN; exec sleep "
            + NAP, healthLog = "^the", lastLines = 3, settings = "env.TOKEN=abcdefgh")
    static class Failing {

        @InjectProcess
        ManagedProcess talker;

        @Test
        void fails() {
            fail("broken");
        }

        @Test
        @WithProcess(id = "quiet", command = "sleep " + NAP, settings = "startup-window=10ms")
        @WithProcess(id = "off", shell = true, command = "echo hidden; exec sleep " + NAP, healthLog = "hidden", lastLines = 0)
        void failsToo() {
            throw new IllegalStateException("also broken");
        }

        @Test
        void passes() {
            assertThat(talker.isRunning()).isTrue();
        }

        @TestFactory
        Stream<DynamicTest> many() {
            return Stream.of(DynamicTest.dynamicTest("dynamic", () -> fail("dynamically broken")));
        }
    }

    @Test
    void theLastLinesOfTheProcessesAreAttached() {
        Launched results = Launched.run(Failing.class);

        String expected = """
                the last output of process 'talker' (up and healthy after X):
                    two
                    password=***
                    the ***""";
        assertThat(results.passed()).containsExactly("passes()");
        Stream.of("fails()", "failsToo()", "dynamic").forEach(test -> assertThat(results.failure(test).getSuppressed())
                .as(test).extracting(one -> text(one.getMessage())).containsExactly(expected));
        assertThat(results.failure("fails()").getSuppressed()[0].getStackTrace()).isEmpty();
        assertThat(results.entries()).hasSize(3)
                .allSatisfy(entry -> assertThat(text(entry.get("process talker"))).isEqualTo(expected));
    }

    private static String text(String message) {
        return message.replaceAll("after [0-9.]+ m?s", "after X");
    }

    static class FailingBeforeEach {

        @BeforeEach
        void prepare() {
            fail("cannot prepare");
        }

        @Test
        @WithProcess(id = "talker", shell = true, command = "echo hello; exec sleep " + NAP, healthLog = "hello")
        void never() {
        }
    }

    @Test
    void aFailedPreparationReportsThemToo() {
        Launched results = Launched.run(FailingBeforeEach.class);

        assertThat(results.failure("never()")).hasMessage("cannot prepare");
        assertThat(results.failure("never()").getSuppressed()[0]).hasMessageContaining("hello");
    }

    @WithProcess(id = "good", command = "sleep " + NAP, settings = "startup-window=10ms")
    @WithProcess(id = "broken", shell = true, command = "echo cannot open /etc/none; exit 3", settings = "startup-window=60s")
    static class CannotStart {

        @Test
        void never() {
        }
    }

    @Test
    void aFailedStartFailsTheClassWithTheReasonAndTheLastLines() {
        Launched results = Launched.run(CannotStart.class);

        assertThat(results.passed()).isEmpty();
        assertThat(results.failures().values()).singleElement().isInstanceOf(ProcessException.class)
                .extracting(Throwable::getMessage).asString()
                .contains("'broken'", "3", "cannot open /etc/none");
    }

    static class CannotStartForOneMethod {

        @Test
        @WithProcess(id = "broken", command = "no-such-program")
        void never() {
        }

        @Test
        void passes() {
        }
    }

    @Test
    void aFailedStartOfOneTestFailsThatTest() {
        Launched results = Launched.run(CannotStartForOneMethod.class);

        assertThat(results.passed()).containsExactly("passes()");
        assertThat(results.failure("never()")).hasMessageContaining("no-such-program");
    }

    @WithProcess(id = "web", command = "sleep 1", settings = """
            health.urll=/x
            stop.timeout=soon
            """)
    static class Misspelled {

        @Test
        void never() {
        }
    }

    @Test
    void allMistakesOfAnAnnotationAreReported() {
        Launched results = Launched.run(Misspelled.class);

        assertThat(results.failures().values()).singleElement().extracting(Throwable::getMessage).asString()
                .startsWith("cannot define process 'web': ").contains("health.urll", "did you mean 'health.url'",
                        "stop.timeout",
                        "soon");
    }

    @WithProcess(id = "web", command = "sleep 1")
    @WithProcess(id = "web", command = "sleep 2")
    static class Twice {

        @Test
        void never() {
        }
    }

    static class Unknown {

        @Test
        void never(@InjectProcess("nobody") ManagedProcess process) {
        }
    }

    @Test
    void anIdThatIsUsedTwiceOrUnknownIsRefused() {
        assertThat(Launched.run(Twice.class).failures().values()).singleElement().extracting(Throwable::getMessage).asString()
                .startsWith("cannot define process 'web': ").endsWith("has two processes with this id");
        assertThat(Launched.run(Unknown.class).failure("never(ManagedProcess)")).rootCause()
                .hasMessageContaining("Process not found: nobody");
    }

    @Test
    void nothingIsLeftAfterManyClasses() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        IntStream.range(0, 3).forEach(i -> Launched.run(Failing.class));

        assertThat(Naps.descendants(NAP)).isEmpty();
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread)).extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("vert") || name.startsWith("process-manager")));
    }
}
