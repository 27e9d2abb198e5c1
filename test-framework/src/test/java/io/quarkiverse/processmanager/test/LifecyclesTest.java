package io.quarkiverse.processmanager.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;

/** The kinds of tests and the life cycles that JUnit has. */
class LifecyclesTest {

    private static final List<Long> PIDS = new CopyOnWriteArrayList<>();

    @BeforeEach
    void forget() {
        PIDS.clear();
    }

    private static void remember(ManagedProcess process) {
        assertThat(process.status().isReady()).isTrue();
        PIDS.add(process.status().pid().getAsLong());
    }

    private static void passes(int tests, Class<?> testClass) {
        Launched results = Launched.run(testClass);

        assertThat(results.failures()).isEmpty();
        assertThat(results.passed()).hasSize(tests);
    }

    @WithProcess(id = "of-class", command = "sleep 1000", settings = "startup-window=10ms")
    static class Repeated {

        @RepeatedTest(2)
        void ofClass(@InjectProcess ManagedProcess ofClass) {
            remember(ofClass);
        }

        @ParameterizedTest
        @ValueSource(strings = { "a", "b" })
        void ofClass(String argument, @InjectProcess ManagedProcess ofClass) {
            assertThat(argument).isIn("a", "b");
            remember(ofClass);
        }
    }

    @Test
    void aProcessOfAClassRunsForAllRepetitions() {
        passes(4, Repeated.class);
        assertThat(PIDS).hasSize(4).containsOnly(PIDS.get(0));
    }

    static class RepeatedMethod {

        @RepeatedTest(2)
        @WithProcess(id = "own", command = "sleep 1000", settings = "startup-window=10ms")
        void repeated(@InjectProcess ManagedProcess own) {
            remember(own);
            own.stopAndAwait();
        }

        @ParameterizedTest
        @ValueSource(strings = { "a", "b" })
        @WithProcess(id = "own", command = "sleep 1000", settings = "startup-window=10ms")
        void parameterized(String argument, @InjectProcess ManagedProcess own) {
            assertThat(argument).isIn("a", "b");
            remember(own);
        }
    }

    @Test
    void eachRepetitionHasItsOwnProcessOfAMethod() {
        passes(4, RepeatedMethod.class);
        assertThat(PIDS).hasSize(4).doesNotHaveDuplicates();
    }

    static class Dynamic {

        @TestFactory
        @WithProcess(id = "own", command = "sleep 1000", settings = "startup-window=10ms")
        Stream<DynamicTest> many(@InjectProcess ManagedProcess own) {
            return Stream.of("a", "b").map(name -> DynamicTest.dynamicTest(name, () -> remember(own)));
        }
    }

    @Test
    void dynamicTestsShareTheProcessOfTheirMethod() {
        passes(2, Dynamic.class);
        assertThat(PIDS).hasSize(2).containsOnly(PIDS.get(0));
    }

    @ParameterizedClass
    @ValueSource(strings = { "a", "b" })
    @WithProcess(id = "of-class", command = "sleep 1000", settings = "startup-window=10ms")
    static class Parameterized {

        @Parameter
        String argument;
        @InjectProcess
        ManagedProcess ofClass;

        @Test
        void one() {
            assertThat(argument).isIn("a", "b");
            remember(ofClass);
        }

        @Test
        @WithProcess(id = "own", command = "sleep 1000", settings = "startup-window=10ms")
        void two(@InjectProcess ManagedProcess own) {
            remember(ofClass);
            assertThat(own.isRunning()).isTrue();
        }
    }

    @Test
    void aProcessOfAParameterizedClassRunsForAllArguments() {
        passes(4, Parameterized.class);
        assertThat(PIDS).hasSize(4).containsOnly(PIDS.get(0));
    }

    @TestInstance(Lifecycle.PER_CLASS)
    @WithProcess(id = "of-class", command = "sleep 1000", settings = "startup-window=10ms")
    static class OneInstance {

        private final ManagedProcess ofConstructor;
        @InjectProcess
        ManagedProcess ofClass;
        @InjectProcess
        ProcessManager processes;

        OneInstance(@InjectProcess("of-class") ManagedProcess process) {
            ofConstructor = process;
            remember(process);
        }

        @BeforeAll
        void before() {
            remember(ofClass);
        }

        @Test
        @WithProcess(id = "own", command = "sleep 1000", settings = "startup-window=10ms")
        void test() {
            remember(ofConstructor);
            assertThat(processes.get("own").isRunning()).isTrue();
        }

        @AfterAll
        void after() {
            remember(ofClass);
            assertThat(processes.find("own")).isEmpty();
        }

        @Nested
        @TestInstance(Lifecycle.PER_CLASS)
        @WithProcess(id = "inner", command = "sleep 1000", settings = "startup-window=10ms")
        class Inner {

            @InjectProcess
            ManagedProcess inner;

            @BeforeAll
            void before() {
                assertThat(inner.status().isReady()).isTrue();
                remember(ofClass);
            }

            @Test
            void test() {
                remember(ofClass);
            }
        }
    }

    @Test
    void oneInstanceForAllTests() {
        passes(2, OneInstance.class);
        assertThat(PIDS).hasSize(6).containsOnly(PIDS.get(0));
    }

    @WithProcess(id = "stub", shell = true, command = "echo class; exec sleep 1000", healthLog = "class")
    static class EachInstance {

        private final ManagedProcess ofConstructor;

        EachInstance(@InjectProcess ManagedProcess stub) {
            ofConstructor = stub;
        }

        @BeforeEach
        void before(@InjectProcess ManagedProcess stub) {
            remember(stub);
        }

        @Test
        void one() {
            assertThat(ofConstructor.logs(1)).extracting(LogLine::text).containsExactly("class");
        }

        @Test
        @WithProcess(id = "stub", shell = true, command = "echo method; exec sleep 1000", healthLog = "method")
        void two() {
            assertThat(ofConstructor.logs(1)).extracting(LogLine::text).containsExactly("method");
        }

        @AfterEach
        void after(@InjectProcess ManagedProcess stub) {
            remember(stub);
        }
    }

    static class OfConstructor {

        private final ManagedProcess own;

        OfConstructor(@InjectProcess ManagedProcess own) {
            this.own = own;
        }

        @Test
        @WithProcess(id = "own", command = "sleep 1000", settings = "startup-window=10ms")
        void test() {
            remember(own);
        }
    }

    @Test
    void aConstructorCanReceiveTheProcessOfAMethod() {
        passes(2, EachInstance.class);
        passes(1, OfConstructor.class);
    }

    @WithProcess(id = "of-interface", command = "sleep 1000", settings = "startup-window=10ms")
    interface Contract {

        @Test
        @WithProcess(id = "of-default-method", command = "sleep 1000", settings = "startup-window=10ms")
        default void bothRun(@InjectProcess ManagedProcess ofInterface, @InjectProcess ManagedProcess ofDefaultMethod) {
            remember(ofInterface);
            remember(ofDefaultMethod);
        }
    }

    static class Implementation implements Contract {
    }

    static class Redefining extends Implementation {

        @Override
        @Test
        @WithProcess(id = "of-default-method", shell = true, command = "echo redefined; exec sleep 1000", healthLog = "redefined")
        public void bothRun(@InjectProcess ManagedProcess ofInterface, @InjectProcess ManagedProcess ofDefaultMethod) {
            remember(ofInterface);
            assertThat(ofDefaultMethod.logs(1)).extracting(LogLine::text).containsExactly("redefined");
        }
    }

    @Test
    void anInterfaceHandsItsProcessesToItsImplementations() {
        passes(1, Implementation.class);
        passes(1, Redefining.class);
    }

    @WithProcess(id = "stub", shell = true, command = "echo outer; exec sleep 1000", healthLog = "outer")
    static class Outer {

        @InjectProcess
        ManagedProcess stub;

        @Nested
        @WithProcess(id = "stub", shell = true, command = "echo middle; exec sleep 1000", healthLog = "middle")
        class Middle {

            @Test
            void middle() {
                assertThat(stub.logs(1)).extracting(LogLine::text).containsExactly("middle");
            }

            @Nested
            class Inner {

                @Test
                @WithProcess(id = "stub", shell = true, command = "echo inner; exec sleep 1000", healthLog = "inner")
                void inner() {
                    assertThat(stub.logs(1)).extracting(LogLine::text).containsExactly("inner");
                }
            }

            @AfterEach
            void after() {
                remember(stub);
            }
        }

        @Test
        void outer() {
            assertThat(stub.logs(1)).extracting(LogLine::text).containsExactly("outer");
        }
    }

    @Test
    void theInnermostProcessOfAnIdCounts() {
        passes(3, Outer.class);
    }

    @Test
    void theKindsWorkInParallel() {
        Launched results = Launched.run(ParallelTestsTest.PARALLEL, Repeated.class, RepeatedMethod.class, Dynamic.class,
                Parameterized.class, OneInstance.class, EachInstance.class, OfConstructor.class, Implementation.class,
                Redefining.class, Outer.class);

        assertThat(results.failures()).isEqualTo(Map.of());
        assertThat(results.passed()).hasSize(4 + 4 + 2 + 4 + 2 + 2 + 1 + 1 + 1 + 3);
    }
}
