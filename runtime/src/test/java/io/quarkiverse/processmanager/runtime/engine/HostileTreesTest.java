package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.runtime.process.assembly.Jvm;

/**
 * Nothing of a hostile tree is alive when the engine reports its end, whichever way the tree ends. All programs run at once,
 * which saves time and makes the task harder. They are in the folder {@code hostile} of the resources of the tests.
 */
class HostileTreesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** An order of magnitude: the machine may be busy with something else. */
    private static final Duration TIME_TO_STOP = HostileProgram.STOP_TIMEOUT.plusSeconds(15);

    @TempDir
    Path directory;

    private final Map<String, Ending> endings = new ConcurrentHashMap<>();
    private List<HostileProgram> programs = List.of();

    /** What was alive of a tree when its end was reported, and how long that took. */
    private record Ending(List<String> left, Duration time) {
    }

    @AfterEach
    void close() {
        Engine.closeShared();
        List<String> left = programs.stream().flatMap(program -> program.alive().stream()).collect(Collectors.toList());
        left.forEach(process -> ProcessHandle.of(Long.parseLong(process.split(" ")[0]))
                .ifPresent(ProcessHandle::destroyForcibly));
        assertThat(left).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> whenItIsStopped() throws IOException {
        return tests("STOP", this::stopThem);
    }

    @TestFactory
    Stream<DynamicTest> whenItsRootDies() throws IOException {
        return tests("CRASH", this::killTheirRoots);
    }

    @TestFactory
    Stream<DynamicTest> whenTheApplicationEnds() throws IOException {
        return tests("SHUTDOWN", this::endTheApplication);
    }

    @TestFactory
    Stream<DynamicTest> whenTheJvmDies() throws IOException {
        return tests("STOP", this::killTheJvm);
    }

    /** A test that ends all programs, and then one for each of them. */
    private Stream<DynamicTest> tests(String end, Executable work) throws IOException {
        long jvm = ProcessHandle.current().pid();
        programs = HostileProgram.all(end, directory, jvm);
        return Stream.concat(Stream.of(DynamicTest.dynamicTest("all of them end", work)),
                HostileProgram.meantFor(end, directory, jvm).stream()
                        .map(program -> DynamicTest.dynamicTest(program.name(), () -> assertEnded(program))));
    }

    private void assertEnded(HostileProgram program) throws IOException {
        assumeTrue(program.lacks().isEmpty(), "this machine lacks " + program.lacks());
        Ending ending = endings.get(program.name());
        assertThat(ending).as("the end of the tree").isNotNull();
        assertThat(ending.left()).isEmpty();
        assertThat(ending.time()).isLessThan(TIME_TO_STOP);
    }

    private void stopThem() {
        HostileJvm.run(programs);

        long asked = System.nanoTime();
        List<CompletionStage<?>> stops = programs.stream().map(program -> process(program).stop()
                .whenComplete((status, error) -> ended(program, asked))).collect(Collectors.toList());
        CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new)).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private void killTheirRoots() {
        HostileJvm.run(programs);

        long killed = System.nanoTime();
        for (HostileProgram program : programs) {
            process(program).status().pid().ifPresent(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
        for (HostileProgram program : programs) {
            Awaitility.await(program.name()).atMost(PATIENCE).pollInterval(Duration.ofMillis(1))
                    .until(() -> process(program).status().phase().isAtRest());
            ended(program, killed);
        }
    }

    private void endTheApplication() {
        HostileJvm.run(programs);

        long asked = System.nanoTime();
        Engine.closeShared();
        programs.forEach(program -> ended(program, asked));
    }

    private void killTheJvm() throws IOException {
        try (Jvm jvm = Jvm.start(HostileJvm.class, directory.toString())) {
            programs = HostileProgram.all("STOP", directory, jvm.pid());
            jvm.awaitLine("up");
            List<ProcessHandle> wardens = ProcessHandle.of(jvm.pid()).orElseThrow().children()
                    .filter(child -> HostileProgram.words(child.pid()).contains("process-manager-watchdog"))
                    .collect(Collectors.toList());

            long killed = System.nanoTime();
            ProcessHandle.of(jvm.pid()).ifPresent(ProcessHandle::destroyForcibly);
            assertThat(wardens).hasSize(1);
            Awaitility.await("end of the warden").atMost(PATIENCE).until(() -> !wardens.get(0).isAlive());
            programs.forEach(program -> ended(program, killed));
        }
    }

    private static ManagedProcess process(HostileProgram program) {
        return Engine.shared().commands().get(program.name());
    }

    private synchronized void ended(HostileProgram program, long since) {
        Duration time = Duration.ofNanos(System.nanoTime() - since);
        endings.put(program.name(), new Ending(program.alive(), time));
    }
}
