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
 * No process of a hostile tree is alive when the engine reports its end, however the tree ends. All programs run at the same
 * time, which saves time and makes the stops harder. The programs are in the folder {@code hostile} of the test resources.
 */
class HostileTreesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A generous limit, because the machine may be busy with other work. */
    private static final Duration TIME_TO_STOP = HostileProgram.STOP_TIMEOUT.plusSeconds(45);

    @TempDir
    Path directory;

    private final Map<String, TreeEnd> ends = new ConcurrentHashMap<>();
    private List<HostileProgram> programs = List.of();

    /** The processes of a tree that were alive when its end was reported, and the time until the report. */
    private record TreeEnd(List<String> alive, Duration time) {
    }

    @AfterEach
    void close() {
        SharedEngine.close();
        List<String> left = programs.stream().flatMap(program -> program.alive().stream()).collect(Collectors.toList());
        left.forEach(process -> ProcessHandle.of(Long.parseLong(process.split(" ")[0]))
                .ifPresent(ProcessHandle::destroyForcibly));
        assertThat(left).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> whenAStopIsRequested() throws IOException {
        return tests("STOP", this::stopPrograms);
    }

    @TestFactory
    Stream<DynamicTest> whenItsRootDies() throws IOException {
        return tests("CRASH", this::killRoots);
    }

    @TestFactory
    Stream<DynamicTest> whenTheApplicationEnds() throws IOException {
        return tests("SHUTDOWN", this::endTheApplication);
    }

    @TestFactory
    Stream<DynamicTest> whenTheJvmDies() throws IOException {
        return tests("KILL", this::killTheJvm);
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
        TreeEnd end = ends.get(program.name());
        assertThat(end).as("the end of the tree").isNotNull();
        assertThat(end.alive()).isEmpty();
        assertThat(end.time()).isLessThan(TIME_TO_STOP);
    }

    private void stopPrograms() {
        HostileJvm.run(programs);

        long requested = System.nanoTime();
        List<CompletionStage<?>> stops = programs.stream().map(program -> process(program).stop()
                .whenComplete((status, error) -> ended(program, requested))).collect(Collectors.toList());
        CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new)).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private void killRoots() {
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

        long requested = System.nanoTime();
        SharedEngine.close();
        programs.forEach(program -> ended(program, requested));
    }

    private void killTheJvm() throws IOException {
        try (Jvm jvm = Jvm.start(HostileJvm.class, directory.toString())) {
            programs = HostileProgram.all("KILL", directory, jvm.pid());
            jvm.awaitLine("up");
            List<ProcessHandle> watchdogs = ProcessHandle.of(jvm.pid()).orElseThrow().children()
                    .filter(child -> HostileProgram.words(child.pid()).contains("process-manager-watchdog"))
                    .collect(Collectors.toList());

            long killed = System.nanoTime();
            ProcessHandle.of(jvm.pid()).ifPresent(ProcessHandle::destroyForcibly);
            assertThat(watchdogs).hasSize(1);
            Awaitility.await("exit of the watchdog").atMost(PATIENCE).until(() -> !watchdogs.get(0).isAlive());
            programs.forEach(program -> ended(program, killed));
        }
    }

    private static ManagedProcess process(HostileProgram program) {
        return SharedEngine.get().commands().get(program.name());
    }

    private synchronized void ended(HostileProgram program, long since) {
        Duration time = Duration.ofNanos(System.nanoTime() - since);
        ends.put(program.name(), new TreeEnd(program.alive(), time));
    }
}
