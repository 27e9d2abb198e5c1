package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices;
import io.quarkiverse.processmanager.runtime.supervisor.application.CheckRequest;
import io.quarkiverse.processmanager.runtime.supervisor.application.CreatedPorts;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSink;
import io.quarkiverse.processmanager.runtime.supervisor.loop.ThreadLoop;

/** Twenty threads command the same few processes at once, on a loop with a thread of its own. */
class ManyThreadsTest {

    private static final int THREADS = 20;
    private static final int COMMANDS = 150;
    private static final long SECONDS = 60;

    private final ThreadLoop loop = new ThreadLoop(Thread::new);
    private final FakeRunner runner = new FakeRunner(loop);
    private final ExecutorService completions = Executors.newCachedThreadPool();
    private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    private final Supervisor supervisor = new Supervisor(loop, runner, () -> 0, Runnable::run, (event, state) -> {
    });
    private final ProcessManagerFacade commands = new ProcessManagerFacade(supervisor, completions, () -> true,
            new Listeners(runner), CreatedPorts.AS_DECLARED);
    private final Queue<CompletionStage<?>> stages = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        callers.shutdownNow();
        completions.shutdownNow();
        loop.close();
    }

    @RepeatedTest(5)
    void whateverTheyDoItEndsInOrderAndNothingIsLeft(RepetitionInfo repetition) throws Exception {
        supervisor.attach(new NoProbes());
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            long seed = repetition.getCurrentRepetition() * 1000L + i;
            work.add(() -> command(new Random(seed)));
        }

        for (Future<Void> caller : callers.invokeAll(work, SECONDS, TimeUnit.SECONDS)) {
            caller.get();
        }
        commands.stopAll().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);

        for (CompletionStage<?> stage : stages) {
            assertThat(failureOf(stage)).isIn(null, Reason.SUPERSEDED, Reason.NOT_FOUND, Reason.HAS_DEPENDENTS, Reason.EXISTS,
                    Reason.INVALID, Reason.NOT_RUNNING);
        }
        assertThat(commands.status().values()).allMatch(status -> status.phase() == ProcessPhase.STOPPED);
        assertThat(living()).isZero();
    }

    private Void command(Random random) {
        for (int i = 0; i < COMMANDS; i++) {
            try {
                anything(random);
            } catch (ProcessException refused) {
                assertThat(refused.reason()).isIn(Reason.EXISTS, Reason.INVALID, Reason.NOT_FOUND);
            }
        }
        return null;
    }

    private void anything(Random random) {
        String id = String.valueOf((char) ('a' + random.nextInt(5)));
        switch (random.nextInt(11)) {
            case 0 -> commands.createAndAwait(definition(id, random));
            case 1 -> stages.add(commands.start(definition(id, random), definition("e", random)));
            case 2 -> stages.add(commands.remove(id));
            case 3 -> stages.add(commands.stopAll(StopOptions.within(Duration.ofSeconds(SECONDS))));
            case 4 -> stages.add(commands.startAll());
            case 5 -> commands.plan();
            default -> commands.find(id).ifPresent(process -> stages.add(one(process, random)));
        }
    }

    private static CompletionStage<?> one(ManagedProcess process, Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> process.start();
            case 1 -> process.stop();
            case 2 -> process.restart();
            case 3 -> process.remove();
            case 4 -> process.signal("HUP");
            case 5 -> process.whenReady();
            default -> process.onExit();
        };
    }

    /** Each may depend on the one before it, so there are no circles. */
    private static ProcessDefinition definition(String id, Random random) {
        boolean alone = id.equals("a") || random.nextInt(3) > 0;
        return (alone ? define(id) : define(id).dependsOn(String.valueOf((char) (id.charAt(0) - 1)))).build();
    }

    private static Reason failureOf(CompletionStage<?> stage) throws Exception {
        return stage.handle((value, error) -> {
            Throwable cause = error == null || error.getCause() == null ? error : error.getCause();
            return cause == null ? null : ((ProcessException) cause).reason();
        }).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }

    private long living() throws Exception {
        CompletableFuture<Long> count = new CompletableFuture<>();
        loop.post(() -> count.complete(List.of("a", "b", "c", "d", "e").stream().mapToLong(runner::living).sum()));
        return count.get(SECONDS, TimeUnit.SECONDS);
    }

    /** There is nothing to probe. */
    private static final class NoProbes implements ApplicationServices, EventSink {

        @Override
        public CompletionStage<ProbeResult> check(CheckRequest request) {
            return CompletableFuture.failedFuture(new AssertionError("nothing is checked"));
        }

        @Override
        public EventSink events() {
            return this;
        }

        @Override
        public void attached(Map<String, ProcessStatus> statuses) {
            // This application has no listeners.
        }

        @Override
        public void publish(ProcessEvent event) {
            // This application has no listeners.
        }

        @Override
        public Runnable forget(String processId) {
            return () -> {
            };
        }
    }
}
