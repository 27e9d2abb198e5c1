package io.quarkiverse.processmanager.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;

/** Tests of plain JUnit that run at the same time. */
class ParallelTestsTest {

    static final Map<String, String> PARALLEL = Map.of("junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);
    private static final AtomicInteger INSIDE = new AtomicInteger();

    private static void meet() throws Exception {
        BOTH.await(60, TimeUnit.SECONDS);
    }

    @WithProcess(id = "stub", command = "echo first; exec sleep 1000", shell = true, healthLog = "first")
    static class First {

        @Test
        void hasAStubOfItsOwn(@InjectProcess ManagedProcess stub) throws Exception {
            meet();
            assertThat(stub.logs(1)).extracting(LogLine::text).containsExactly("first");
            meet();
        }
    }

    @WithProcess(id = "stub", command = "echo second; exec sleep 1000", shell = true, healthLog = "second")
    static class Second {

        @Test
        void hasAStubOfItsOwn(@InjectProcess ManagedProcess stub) throws Exception {
            meet();
            assertThat(stub.logs(1)).extracting(LogLine::text).containsExactly("second");
            meet();
        }
    }

    @Test
    void twoClassesHaveProcessesWithTheSameId() {
        Launched results = Launched.run(PARALLEL, First.class, Second.class);

        assertThat(results.failures()).isEmpty();
        assertThat(results.passed()).hasSize(2);
    }

    static class OtherIds {

        @Test
        @WithProcess(id = "one", command = "sleep 1000", settings = "startup-window=10ms")
        void one(@InjectProcess ManagedProcess one) throws Exception {
            meet();
            assertThat(one.isRunning()).isTrue();
        }

        @Test
        @WithProcess(id = "two", command = "sleep 1000", settings = "startup-window=10ms")
        void two(@InjectProcess ManagedProcess two) throws Exception {
            meet();
            assertThat(two.isRunning()).isTrue();
        }
    }

    @Test
    void testsWithOtherIdsRunAtTheSameTime() {
        Launched results = Launched.run(PARALLEL, OtherIds.class);

        assertThat(results.failures()).isEmpty();
        assertThat(results.passed()).hasSize(2);
    }

    static class SameId {

        @Test
        @WithProcess(id = "stub", command = "echo a; exec sleep 1000", shell = true, healthLog = "a")
        void a(@InjectProcess ManagedProcess stub) {
            aloneWith(stub, "a");
        }

        @Test
        @WithProcess(id = "stub", command = "echo b; exec sleep 1000", shell = true, healthLog = "b")
        void b(@InjectProcess ManagedProcess stub) {
            aloneWith(stub, "b");
        }

        @Test
        @WithProcess(id = "stub", command = "echo c; exec sleep 1000", shell = true, healthLog = "c")
        void c(@InjectProcess ManagedProcess stub) {
            aloneWith(stub, "c");
        }

        private static void aloneWith(ManagedProcess stub, String line) {
            assertThat(INSIDE.incrementAndGet()).isEqualTo(1);
            assertThat(stub.logs(1)).extracting(LogLine::text).containsExactly(line);
            INSIDE.decrementAndGet();
        }
    }

    @Test
    void testsOfOneClassWithTheSameIdWaitForEachOther() {
        Launched results = Launched.run(PARALLEL, SameId.class);

        assertThat(results.failures()).isEmpty();
        assertThat(results.passed()).hasSize(3);
    }

    @WithProcess(id = "stub", command = "echo class; exec sleep 1000", shell = true, healthLog = "class")
    static class Replacing {

        private static final CountDownLatch REPLACED = new CountDownLatch(1);

        @Test
        void usesTheProcessOfTheClass(@InjectProcess ManagedProcess stub) throws Exception {
            // Long enough for the other test to start, if it can run at the same time.
            boolean atTheSameTime = REPLACED.getCount() > 0 && REPLACED.await(2, TimeUnit.SECONDS);

            assertThat(atTheSameTime).isFalse();
            assertThat(stub.logs(1)).extracting(LogLine::text).containsExactly("class");
        }

        @Test
        @WithProcess(id = "stub", command = "echo method; exec sleep 1000", shell = true, healthLog = "method")
        void replacesIt(@InjectProcess ManagedProcess stub) {
            REPLACED.countDown();
            assertThat(stub.logs(1)).extracting(LogLine::text).containsExactly("method");
        }
    }

    @Test
    void aTestThatReplacesTheProcessOfItsClassRunsAlone() {
        Launched results = Launched.run(PARALLEL, Replacing.class);

        assertThat(results.failures()).isEmpty();
        assertThat(results.passed()).hasSize(2);
    }
}
