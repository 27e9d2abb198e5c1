package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.probe.CommandTimeoutException;
import io.quarkiverse.processmanager.runtime.faults.Faults;
import io.quarkiverse.processmanager.runtime.process.output.pipe.ChildPipe;
import io.quarkiverse.processmanager.runtime.process.output.pipe.CommandOutput;
import io.quarkiverse.processmanager.runtime.process.output.pipe.SideOutput;
import io.quarkiverse.processmanager.runtime.process.spawn.Redirection;
import io.quarkiverse.processmanager.runtime.process.spawn.SpawnRequest;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.time.Durations;

/**
 * Runs short commands beside the processes (checks and stop commands), a limited number at once. When a command ends, its whole
 * process tree is killed.
 */
final class SideCommands {

    private static final Logger LOG = Logger.getLogger(SideCommands.class);
    private static final long CLEAN_UP_SECONDS = 5;

    private final ProcessServices services;
    private final ExecutorService pool;
    private final Set<CompletableFuture<CommandResult>> running = ConcurrentHashMap.newKeySet();
    private final long remainingOutputMillis;
    private volatile boolean closed;

    /**
     * @param remainingOutputMillis how long to wait for the end of the output: a process that the command has left can hold the
     *        pipe
     */
    SideCommands(String name, int atOnce, long remainingOutputMillis, ProcessServices services) {
        this.services = services;
        this.remainingOutputMillis = remainingOutputMillis;
        this.pool = EngineThreads.pool(name, atOnce, task -> {
            throw new RejectedExecutionException("there is no thread for it");
        });
    }

    /** Runs a command whose result has its last lines. */
    CompletableFuture<CommandResult> run(String processId, SpawnRequest request, Duration timeout) {
        return run(processId, request, timeout, pipe -> CommandOutput.read(pipe, services.executors().readers()));
    }

    /** Runs a command. Cancelling the stage kills the command; the stage of a command that comes after {@link #close} is cancelled. */
    CompletableFuture<CommandResult> run(String processId, SpawnRequest request, Duration timeout,
            Function<ChildPipe, SideOutput> reading) {
        CompletableFuture<CommandResult> result = new CompletableFuture<>();
        running.add(result);
        result.whenComplete((code, error) -> running.remove(result));
        if (closed) {
            // The pool drops its task.
            result.cancel(false);
            return result;
        }
        try {
            pool.execute(() -> execute(processId, request, timeout, reading, result));
        } catch (RejectedExecutionException e) {
            fail(result, processId, request, new StartFailure(Reason.OUT_OF_RESOURCES, e.getMessage()));
        }
        return result;
    }

    private void execute(String processId, SpawnRequest request, Duration timeout, Function<ChildPipe, SideOutput> reading,
            CompletableFuture<CommandResult> result) {
        if (result.isDone()) {
            return;
        }
        try {
            spawnAndWait(processId, request, timeout, reading, result);
        } catch (IOException e) {
            fail(result, processId, request, StartFailure.of(e));
        } catch (OutOfMemoryError e) {
            fail(result, processId, request, StartFailure.of(e));
        } catch (InterruptedException e) {
            result.cancel(false);
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            Faults.report(e);
            fail(result, processId, request, new StartFailure(Reason.SPAWN_FAILED, String.valueOf(e)));
        }
    }

    private static void fail(CompletableFuture<CommandResult> result, String processId, SpawnRequest request,
            StartFailure failure) {
        result.completeExceptionally(new ProcessException(failure.reason(), processId,
                "cannot run " + name(request) + " beside process '" + processId + "': " + failure.detail()));
    }

    private void spawnAndWait(String processId, SpawnRequest request, Duration timeout,
            Function<ChildPipe, SideOutput> reading, CompletableFuture<CommandResult> result)
            throws IOException, InterruptedException {
        // A command that needs no running process can be the first program of the runner.
        services.open();
        Process process = services.spawner().spawn(services.spawner().prepare(request), Stdin.NONE, Redirection.ONE_PIPE);
        ChildPipe pipe = services.openPipe(process, process.getInputStream(), new ChildPipe.Descriptor(1, true));
        CountDownLatch gone = new CountDownLatch(1);
        ProcessTree tree = services.register(process, request, "TERM", new TreeEnd(processId, gone));
        result.whenComplete((code, error) -> services.terminator().kill(tree));
        try {
            SideOutput output = reading.apply(pipe);
            if (process.waitFor(Durations.nanos(timeout), TimeUnit.NANOSECONDS)) {
                output.awaitEnd(remainingOutputMillis);
                result.complete(new CommandResult(process.exitValue(), output.lastLines()));
            } else {
                result.completeExceptionally(
                        late(processId, request, new CommandTimeoutException(timeout, output.lastLines())));
            }
        } finally {
            result.cancel(false);
            gone.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS);
            services.unregister(tree.root());
            pipe.close();
        }
    }

    private static ProcessException late(String processId, SpawnRequest request, CommandTimeoutException cause) {
        ProcessException late = new ProcessException(Reason.SPAWN_FAILED, processId,
                "cannot run " + name(request) + " beside process '" + processId + "': " + cause.getMessage());
        late.initCause(cause);
        return late;
    }

    private static String name(SpawnRequest request) {
        return request.words().isEmpty() ? "a command" : "'" + request.words().get(0) + "'";
    }

    /** Kills all running commands and waits for them (5 s). */
    void close() throws InterruptedException {
        // In this order: a command that is added meanwhile sees the flag, or is cancelled here.
        closed = true;
        for (CompletableFuture<CommandResult> result : running) {
            result.cancel(false);
        }
        pool.shutdown();
        pool.awaitTermination(CLEAN_UP_SECONDS, TimeUnit.SECONDS);
    }

    private record TreeEnd(String processId, CountDownLatch gone) implements ProcessTree.Observer {

        @Override
        public void notKilled(java.util.List<String> survivors) {
            LOG.warnf("cannot kill a command beside process '%s': %s", processId, String.join(", ", survivors));
        }

        @Override
        public void treeGone() {
            gone.countDown();
        }
    }
}
