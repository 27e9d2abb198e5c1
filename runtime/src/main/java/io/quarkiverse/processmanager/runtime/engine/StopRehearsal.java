package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.supervisor.ProcessManagerFacade;
import io.quarkiverse.processmanager.runtime.supervisor.Supervisor;
import io.quarkiverse.processmanager.runtime.supervisor.loop.Loop;
import io.quarkiverse.processmanager.runtime.supervisor.loop.ThreadLoop;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Starts and stops imaginary processes, two seconds after a packaged application is up and its first process starts, with a
 * supervisor of its own. While a process waits for another one, the rehearsal waits, too: it takes up to a quarter of a second of a
 * processor, and the next process of a chain would start later.
 * The stop at the end of an application is the first one in most JVMs: without the rehearsal the processes wait for their stop
 * signal until the classes and lambdas of a stop are loaded and linked, and its code is interpreted. Its thread ends with it. Safe
 * for use by several threads.
 */
final class StopRehearsal {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final Duration AFTER_START = Duration.ofSeconds(2);
    private static final Duration WHILE_BUSY = Duration.ofMillis(250);
    private static final long PATIENCE_SECONDS = 30;
    private static final String ID = "rehearsal";
    /** So many that most of what is done for each process is compiled: the JVM interprets a method until it has run 200 times. */
    static final int PROCESSES = 100;

    private final Loop loop;
    private final Runnable below;
    private final BooleanSupplier unneeded;
    private final BooleanSupplier busy;
    private final Set<Condition> missing = EnumSet.allOf(Condition.class);
    private volatile Runnable ofApplication = () -> {
    };

    private enum Condition {
        APPLICATION,
        PROCESS
    }

    /**
     * @param loop has the timer
     * @param below rehearses what is below the seam
     * @param unneeded whether the engine has begun to end
     * @param busy whether a process waits for another one
     */
    StopRehearsal(Loop loop, Runnable below, BooleanSupplier unneeded, BooleanSupplier busy) {
        this.loop = loop;
        this.below = below;
        this.unneeded = unneeded;
        this.busy = busy;
    }

    /**
     * A packaged application is up.
     *
     * @param end rehearses the end of the application, which comes before that of the processes
     */
    void applicationIsUp(Runnable end) {
        ofApplication = end;
        happened(Condition.APPLICATION);
    }

    /** A process starts: a declared one, or one that code has created. Only the first one matters. */
    void processStarts() {
        happened(Condition.PROCESS);
    }

    private synchronized void happened(Condition condition) {
        if (missing.remove(condition) && missing.isEmpty()) {
            runAfter(AFTER_START);
        }
    }

    private void runAfter(Duration delay) {
        loop.after(delay, () -> {
            if (unneeded.getAsBoolean()) {
                return;
            }
            if (busy.getAsBoolean()) {
                runAfter(WHILE_BUSY);
                return;
            }
            EngineThreads.create(ID, () -> {
                run(new ImaginaryRunner());
                run(below);
                run(ofApplication);
            }).start();
        });
    }

    private static void run(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            LOG.debug("cannot rehearse a stop", e);
        }
    }

    private static void await(CompletionStage<?> stage) throws ExecutionException, TimeoutException, InterruptedException {
        stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Returns when the imaginary processes have stopped. A failure has no effect but a slower first stop. */
    static void run(ImaginaryRunner runner) {
        try (ThreadLoop loop = new ThreadLoop(EngineThreads.factory(ID))) {
            Supervisor supervisor = new Supervisor(loop, runner, () -> 0, Runnable::run, (event, state) -> {
            });
            Listeners listeners = new Listeners(runner);
            ProcessManagerFacade commands = new ProcessManagerFacade(supervisor, Runnable::run, () -> true, listeners,
                    new ChosenPorts(() -> supervisor.snapshot().plan()));
            List<ProcessDefinition> imaginary = IntStream.range(0, PROCESSES)
                    .mapToObj(i -> ProcessDefinition.builder(ID + i).command(ID).build()).toList();
            supervisor.attach(new Application(listeners));
            await(supervisor.reconcile(Plan.ofChecked(imaginary)));
            commands.applicationEnds();
            await(supervisor.applicationEnds());
            listeners.close(Duration.ofSeconds(PATIENCE_SECONDS));
            LOG.debugf("Rehearsing: %s", EngineClose.stopping(EngineClose.alive(supervisor.snapshot(), false).size()));
            EngineClose.Stop stop = new EngineClose.Stop(PROCESSES, SystemClock.nanos(), commands.close());
            new StopWait(supervisor::snapshot, EngineClose::endsWithApplication, () -> false)
                    .await(stop.stopped(), Duration.ofSeconds(PATIENCE_SECONDS));
            await(supervisor.eventsPublished());
            LOG.debugf("Rehearsed: %s", EngineClose.stopped(stop.sinceNanos(), ""));
            // The JVM waits for that. For a single class that is missing, Quarkus opens the archive of the extension again.
            EngineEnd end = new EngineEnd();
            end.over();
            end.awaitOver();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.debug("cannot rehearse a stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
