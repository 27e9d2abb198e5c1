package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.TerminalSize;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.external.ExternalDefinition;
import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.supervisor.life.AwaitedCondition;
import io.quarkiverse.processmanager.runtime.supervisor.life.PendingResult;
import io.quarkiverse.processmanager.runtime.supervisor.life.PendingResults;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;

/** Posts commands to the loop, with a pending result for each. For any thread. */
final class PendingCommands {

    private static final String CLOSED = "the process manager has been closed";

    private final Supervisor supervisor;
    private final Consumer<String> removed;
    private final PendingResults results;
    private volatile Set<String> idle = Set.of();
    private volatile boolean ending;
    private volatile boolean closed;

    /**
     * @param removed receives the id of each process that was removed, off the loop
     */
    PendingCommands(Supervisor supervisor, Executor completions, Consumer<String> removed) {
        this.supervisor = supervisor;
        this.removed = removed;
        this.results = new PendingResults(supervisor.context().completions(completions));
    }

    /** A command that starts a process; {@code name} completes "cannot ... process 'db'". */
    CompletionStage<ProcessStatus> start(String name, String id, BiConsumer<ProcessCommands, SupervisedProcess> command) {
        return beforeTheEnd(name, id, (process, result) -> {
            command.accept(supervisor.commands(), process);
            process.await(result);
        });
    }

    /** A command that ends or changes a process of this engine, and starts it again; refused for a process that runs elsewhere. */
    CompletionStage<ProcessStatus> startHere(String name, String id, BiConsumer<ProcessCommands, SupervisedProcess> command) {
        return beforeTheEnd(name, id, here((process, result) -> {
            command.accept(supervisor.commands(), process);
            process.await(result);
        }));
    }

    /** The step for a process of this engine; a process that runs elsewhere is only watched. */
    static <T> BiConsumer<SupervisedProcess, PendingResult<T>> here(
            BiConsumer<SupervisedProcess, PendingResult<T>> step) {
        return (process, result) -> {
            if (process.state().definition().external()) {
                result.fail(Reason.EXTERNAL, "it runs elsewhere, at "
                        + ExternalDefinition.address(process.state().definition()) + ", and the application only watches it");
            } else {
                step.accept(process, result);
            }
        };
    }

    /** Runs a step of the schedule of a task, unless the application ends or the process is no task any more. */
    void onSchedule(String id, Consumer<SupervisedProcess> step) {
        if (!ending && !closed) {
            supervisor.post(() -> supervisor.registry().findPlanned(id)
                    .filter(process -> ProcessSettings.isTask(process.state().definition()))
                    .filter(process -> !supervisor.commands().hasEnded(process)).ifPresent(step));
        }
    }

    CompletionStage<ProcessStatus> stop(String id) {
        return stop(id, (process, result) -> {
        });
    }

    CompletionStage<ProcessStatus> stop(String id, StopOptions options) {
        return stop(id, (process, result) -> process.await(AwaitedCondition.within(options.timeout(),
                new AwaitedCondition.StopTimeLimit(result), supervisor.context(),
                () -> stopTimedOut(process, result, options))));
    }

    /** Also stops a process that is being removed. */
    private CompletionStage<ProcessStatus> stop(String id,
            BiConsumer<SupervisedProcess, PendingResult<ProcessStatus>> then) {
        BiConsumer<SupervisedProcess, PendingResult<ProcessStatus>> step = here((process, result) -> {
            supervisor.commands().stop(process);
            process.await(result);
            then.accept(process, result);
        });
        return post(results.of("stop", id), result -> supervisor.registry().find(id)
                .ifPresentOrElse(process -> step.accept(process, result), () -> result.fail(notFound(id))));
    }

    private void stopTimedOut(SupervisedProcess process, PendingResult<ProcessStatus> result, StopOptions options) {
        if (result.isDone() || !process.state().isGoingDown()) {
            return;
        }
        if (options.force()) {
            supervisor.commands().kill(process);
        } else {
            result.fail(Reason.TIMEOUT, "it is still alive after " + Words.of(options.timeout()));
            process.waiters().timedOut(result);
        }
    }

    /** {@code lenient}: without a process of this id the command succeeds. */
    CompletionStage<Void> remove(String id, boolean lenient) {
        return this.<ProcessStatus> post(results.of("remove", id), result -> {
            if (lenient && supervisor.registry().find(id).isEmpty()) {
                result.complete(null);
            } else {
                supervisor.remove(id, result);
            }
        }).thenAccept(status -> removed.accept(id));
    }

    CompletionStage<Void> stopAll(StopOptions options, Duration lastGrace) {
        return post(results.ofAll("stop all processes", ""),
                result -> supervisor.stopAll(OrderedShutdown.Deadline.of(options, lastGrace, result)));
    }

    CompletionStage<Void> signal(String id, String name) {
        return onProcess("signal", id, here((process, result) -> process.state().incarnation()
                .filter(current -> current.pid().isPresent()).ifPresentOrElse(
                        current -> current.process().signal(name).whenComplete((sent, error) -> decide(result, error)),
                        () -> result.fail(Reason.NOT_RUNNING, "it is not alive: " + process.state().why()))));
    }

    /** Sends a line with the line end that the process needs. */
    CompletionStage<Void> sendLine(String id, String line) {
        return send(id, process -> line + (process.state().definition().command().terminal().isPresent() ? "\r" : "\n"));
    }

    CompletionStage<Void> type(String id, String keys) {
        return send(id, process -> keys);
    }

    private CompletionStage<Void> send(String id, Function<SupervisedProcess, String> text) {
        return onProcess("send to", id, here((process, result) -> process.state().incarnation()
                .filter(current -> current.pid().isPresent()).ifPresentOrElse(
                        current -> current.process().send(text.apply(process))
                                .whenComplete((sent, error) -> decide(result, error)),
                        () -> result.fail(Reason.NOT_RUNNING, "it is not alive: " + process.state().why()))));
    }

    void resize(String id, TerminalSize size) {
        supervisor.post(() -> supervisor.registry().findPlanned(id).flatMap(process -> process.state().incarnation())
                .ifPresent(current -> current.process().resize(size)));
    }

    private static void decide(PendingResult<Void> result, Throwable error) {
        if (error == null) {
            result.complete(null);
        } else if (error instanceof ProcessException refused) {
            result.fail(refused);
        } else {
            result.fail(Reason.NOT_RUNNING, String.valueOf(error.getMessage()));
        }
    }

    CompletionStage<ProcessStatus> whenHealthy(String id, Optional<Duration> timeout) {
        return beforeTheEnd("wait for", id, (process, result) -> {
            if (process.state().definition().healthCheck().isEmpty()) {
                result.fail(Reason.INVALID,
                        "it has no health check, so it will never be healthy; wait until it is ready");
            } else {
                Predicate<ProcessStatus> healthy = status -> status.phase() == ProcessPhase.RUNNING
                        && status.health() == Health.HEALTHY;
                await(process, new AwaitedCondition.Reached(result, healthy), timeout, result);
            }
        });
    }

    CompletionStage<ProcessStatus> whenReady(String id, Optional<Duration> timeout) {
        return beforeTheEnd("wait for", id, (process, result) -> await(process,
                new AwaitedCondition.Reached(result, ProcessStatus::isReady), timeout, result));
    }

    CompletionStage<Exit> onExit(String id, Optional<Duration> timeout) {
        return onProcess("wait for", id, (process, result) -> await(process,
                new AwaitedCondition.Exited(result, process.state().awaitedIncarnation()), timeout, result));
    }

    private void await(SupervisedProcess process, AwaitedCondition condition, Optional<Duration> timeout,
            PendingResult<?> result) {
        process.await(timeout.map(limit -> AwaitedCondition.within(limit, condition, supervisor.context(), () -> {
            result.fail(Reason.TIMEOUT, "it took longer than " + Words.of(limit) + "; " + process.state().why());
            process.waiters().timedOut(result);
        })).orElse(condition));
    }

    /** Refuses starts and waits for a process to be up from now on, and fails all pending results. */
    void applicationEnds() {
        ending = true;
        results.failAll(PendingResults.ENDING);
    }

    /** Refuses commands from now on and fails all pending results, because the application that waits for them ends. */
    void applicationDetached() {
        closed = true;
        results.failAll(PendingResults.RELOAD);
    }

    /** Stops the processes that stop before the application does, which goes on meanwhile. */
    CompletionStage<Void> stopBeforeApp(StopOptions options, Duration lastGrace) {
        PendingResult<Void> result = results.ofLast("stop the processes that start after the application");
        supervisor.stopBeforeApp(OrderedShutdown.Deadline.of(options, lastGrace, result));
        return result.stage();
    }

    /** Refuses commands from now on and stops all processes that do not outlive the application. */
    CompletionStage<Void> close(StopOptions options, Duration lastGrace) {
        closed = true;
        PendingResult<Void> result = results.ofLast("stop all processes");
        supervisor.stopAttached(OrderedShutdown.Deadline.of(options, lastGrace, result));
        return result.stage().whenComplete((nothing, error) -> results.failAll(CLOSED));
    }

    /** Sets the ids of the declared processes that do not run in this mode. */
    void idle(Collection<String> ids) {
        idle = Set.copyOf(ids);
    }

    ProcessException notFound(String id) {
        return new ProcessException(Reason.NOT_FOUND, id, notFound(id, supervisor.snapshot().plan().ids()));
    }

    private String notFound(String id, List<String> known) {
        return "Process not found: " + id + (idle.contains(id)
                ? "; it is declared, but does not run here, see quarkus.process-manager.modes and its own modes"
                : Suggestion.of(id, known));
    }

    /**
     * Fails once the application is ending, and for a process that has ended before it: nothing checks or starts the process then,
     * so the result could stay pending for ever.
     */
    <T> CompletionStage<T> beforeTheEnd(String command, String id,
            BiConsumer<SupervisedProcess, PendingResult<T>> step) {
        PendingResult<T> result = results.of(command, id);
        if (ending && !closed) {
            result.fail(Reason.CLOSED, PendingResults.ENDING);
            return result.stage();
        }
        return onProcess(result, id, (process, pending) -> {
            if (supervisor.commands().hasEnded(process)) {
                pending.fail(Reason.CLOSED, PendingResults.ENDING);
            } else {
                step.accept(process, pending);
            }
        });
    }

    <T> CompletionStage<T> onProcess(String command, String id,
            BiConsumer<SupervisedProcess, PendingResult<T>> step) {
        return onProcess(results.of(command, id), id, step);
    }

    private <T> CompletionStage<T> onProcess(PendingResult<T> pending, String id,
            BiConsumer<SupervisedProcess, PendingResult<T>> step) {
        return post(pending, result -> supervisor.registry().findPlanned(id)
                .ifPresentOrElse(process -> step.accept(process, result), () -> result.fail(notFound(id))));
    }

    /** A result for a command on one process, such as {@code create}. */
    <T> PendingResult<T> result(String command, String id) {
        return results.of(command, id);
    }

    /** Why starts are refused, as the end of a sentence; empty if they are accepted. */
    Optional<String> refusalOfStarts() {
        return closed ? Optional.of(CLOSED) : ending ? Optional.of(PendingResults.ENDING) : Optional.empty();
    }

    /** Runs the step of a command, which decides the result, unless commands are refused. */
    <T> CompletionStage<T> post(PendingResult<T> result, Consumer<PendingResult<T>> step) {
        // close() sets the flag first and fails the pending results then, so a result is either refused here or failed there.
        if (closed) {
            result.fail(Reason.CLOSED, CLOSED);
        } else {
            supervisor.post(() -> {
                try {
                    step.accept(result);
                } catch (ProcessException e) {
                    result.fail(e);
                } catch (RuntimeException | Error e) {
                    result.fail(Reason.INTERNAL, PendingResults.fault(e));
                    throw e;
                }
            });
        }
        return result.stage();
    }
}
