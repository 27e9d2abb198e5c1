package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.supervisor.ProcessManagerFacade;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.IOThreadDetector;
import io.vertx.core.Vertx;

/** Twenty threads call the same real processes at the same time, and listeners block, throw and issue commands. */
class TwentyCallersTest {

    private static final int CALLERS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** No other process of this machine sleeps so long. */
    private static final String NAP = "98765." + ProcessHandle.current().pid();

    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final Vertx vertx = Vertx.vertx();
    private ProcessManagerFacade commands;

    @BeforeEach
    void serve() {
        // Quarkus sets a detector before each application starts.
        BlockingOperationControl.setIoThreadDetector(new IOThreadDetector[0]);
        Engine engine = SharedEngine.get();
        engine.serve(new Application(vertx, engine.listeners()), Plan.EMPTY, ShutdownLimits.DEFAULT);
        commands = engine.commands();
    }

    @AfterEach
    void close() throws Exception {
        SharedEngine.close();
        callers.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(sleepers()).isEmpty();
    }

    @Test
    void twentyStartsAreOneAndTwentyStopsAreOne() throws Exception {
        ManagedProcess process = commands.createAndAwait(define("a").build());

        assertThat(atOnce(process::startAndAwait)).hasSize(CALLERS).containsOnly(process.status());
        assertThat(process.status().incarnation()).isEqualTo(1);
        assertOneSleeper();

        assertThat(atOnce(process::stopAndAwait)).extracting(ProcessStatus::phase).containsOnly(ProcessPhase.STOPPED);
        assertThat(sleepers()).isEmpty();
    }

    @Test
    void twentyRestartsLeaveOneProcess() throws Exception {
        ManagedProcess process = commands.createAndAwait(define("a").build());
        process.startAndAwait();

        atOnce(process::restartAndAwait);

        assertThat(process.isRunning()).isTrue();
        assertThat(process.status().incarnation()).isBetween(2L, 1L + CALLERS);
        assertOneSleeper();
    }

    @Test
    void twentyThreadsCreateTheSameProcessAndRemoveIt() throws Exception {
        assertThat(atOnce(() -> commands.start(define("a").build()).toCompletableFuture().get().get("a").pid()))
                .containsOnly(commands.get("a").status().pid());

        ManagedProcess process = commands.get("a");
        atOnce(() -> {
            process.removeAndAwait();
            return true;
        });

        assertThat(commands.processes()).isEmpty();
        assertThat(sleepers()).isEmpty();
    }

    @Test
    void aStopAfterAllOtherCommandsStopsTheProcesses() throws Exception {
        List<ManagedProcess> processes = Stream.of("a", "b", "c").map(id -> commands.createAndAwait(define(id).build()))
                .toList();
        Queue<Reason> reasons = new ConcurrentLinkedQueue<>();

        for (int round = 0; round < 5; round++) {
            long seed = round;
            atOnce(() -> {
                Random random = new Random(seed * CALLERS + Thread.currentThread().getId());
                for (int i = 0; i < 10; i++) {
                    call(processes.get(random.nextInt(processes.size())), random).whenComplete((done, error) -> {
                        if (error != null) {
                            reasons.add(((ProcessException) error).reason());
                        }
                    });
                }
                return true;
            });
            processes.forEach(ManagedProcess::stopAndAwait);

            assertThat(sleepers()).isEmpty();
            assertThat(processes).extracting(process -> process.status().phase()).containsOnly(ProcessPhase.STOPPED);
        }
        assertThat(reasons).isSubsetOf(Reason.SUPERSEDED, Reason.NOT_RUNNING);
    }

    @Test
    void aWaitEndsWhenItsTimeoutExpiresAndTheProcessRunsOn() {
        ManagedProcess process = commands.createAndAwait(define("a").build());
        process.start();

        assertThat(process.awaitReady(PATIENCE).phase()).isEqualTo(ProcessPhase.RUNNING);
        assertThatThrownBy(() -> process.awaitExit(Duration.ofMillis(50))).isInstanceOf(ProcessException.class)
                .extracting(thrown -> ((ProcessException) thrown).reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(process.isRunning()).isTrue();

        process.stop();
        assertThat(process.awaitExit(PATIENCE).signal()).isPresent();
    }

    @Test
    void listenersMayBlockThrowAndStopTheProcess() throws Exception {
        ManagedProcess process = commands
                .createAndAwait(define("a").restart(restart -> restart.delay(Duration.ofMillis(10)).max(1_000)).build());
        CountDownLatch never = new CountDownLatch(1);
        Queue<ProcessEvent> received = new ConcurrentLinkedQueue<>();
        process.on(ProcessEvent.class, event -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        process.on(ProcessEvent.class, event -> {
            throw new AssertionError("a handler of the test");
        });
        process.on(ProcessEvent.Crashed.class, crash -> process.stopAndAwait());
        process.on(ProcessEvent.Stopped.class, stopped -> commands.startAllAndAwait());
        process.on(ProcessEvent.class, received::add);
        process.startAndAwait();

        Awaitility.await().atMost(PATIENCE).until(() -> {
            process.status().pid().ifPresent(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            return received.stream().filter(ProcessEvent.Crashed.class::isInstance).count() >= 3
                    && received.stream().anyMatch(ProcessEvent.Stopped.class::isInstance);
        });

        // A stop can come late; the start after it takes precedence.
        Awaitility.await().atMost(PATIENCE).until(process::isRunning);
    }

    private static CompletionStage<?> call(ManagedProcess process, Random random) {
        return switch (random.nextInt(5)) {
            case 0, 1 -> process.start();
            case 2 -> process.restart();
            case 3 -> process.whenReady();
            default -> process.stop();
        };
    }

    /** The results of a call that twenty threads make at the same time. */
    private <T> List<T> atOnce(Callable<T> call) throws Exception {
        CyclicBarrier together = new CyclicBarrier(CALLERS);
        List<Callable<T>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            calls.add(() -> {
                together.await();
                return call.call();
            });
        }
        List<T> results = new ArrayList<>();
        for (Future<T> result : callers.invokeAll(calls, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            results.add(result.get());
        }
        return results;
    }

    private static ProcessDefinitionBuilder define(String id) {
        return ProcessDefinition.builder(id).command("sleep", NAP).startupWindow(Duration.ofMillis(50));
    }

    /** A process shows no command line for a moment while it executes its program. */
    private static void assertOneSleeper() {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            List<ProcessHandle> sleepers = sleepers();
            assertThat(sleepers).hasSizeLessThanOrEqualTo(1);
            return sleepers.size() == 1;
        });
    }

    private static List<ProcessHandle> sleepers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().arguments().map(List::of).orElse(List.of()).contains(NAP)).toList();
    }
}
