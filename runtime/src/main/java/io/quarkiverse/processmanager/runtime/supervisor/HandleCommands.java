package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
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
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.supervisor.life.AwaitedCondition;
import io.quarkiverse.processmanager.runtime.supervisor.life.PendingResult;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;

/** The commands of the handles of processes: what each means for a process, and when its result is decided. For any thread. */
final class HandleCommands {

    private final Supervisor supervisor;
    private final PendingCommands pending;
    private final Consumer<String> removed;

    /** @param removed receives the id of each process that was removed, off the loop */
    HandleCommands(Supervisor supervisor, PendingCommands pending, Consumer<String> removed) {
        this.supervisor = supervisor;
        this.pending = pending;
        this.removed = removed;
    }

    /** Posts the commands. */
    PendingCommands pending() {
        return pending;
    }

    /** A command that starts a process; {@code name} completes "cannot ... process 'db'". */
    CompletionStage<ProcessStatus> start(String name, String id, BiConsumer<ProcessCommands, SupervisedProcess> command) {
        return pending.unlessEnding(name, id, awaited(command));
    }

    /** A command that ends or changes a process of this engine, and starts it again; refused for a process that runs elsewhere. */
    CompletionStage<ProcessStatus> startUnlessExternal(String name, String id,
            BiConsumer<ProcessCommands, SupervisedProcess> command) {
        return pending.unlessEnding(name, id, PendingCommands.unlessExternal(awaited(command)));
    }

    /** The step of a command whose result is decided by the next phases of the process. */
    private BiConsumer<SupervisedProcess, PendingResult<ProcessStatus>> awaited(
            BiConsumer<ProcessCommands, SupervisedProcess> command) {
        return (process, result) -> {
            command.accept(supervisor.commands(), process);
            process.await(result);
        };
    }

    /** Runs a step of the schedule of a task, unless the application ends or the process is no task any more. */
    void onSchedule(String id, Consumer<SupervisedProcess> step) {
        if (pending.refusalOfStarts().isEmpty()) {
            supervisor.post(() -> supervisor.registry().findPlanned(id)
                    .filter(process -> ProcessSettings.isTask(process.state().definition()))
                    .filter(process -> supervisor.commands().mayStart(process)).ifPresent(step));
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
        BiConsumer<SupervisedProcess, PendingResult<ProcessStatus>> step = PendingCommands
                .unlessExternal(awaited(ProcessCommands::stop).andThen(then));
        return pending.post(pending.result("stop", id), result -> supervisor.registry().find(id)
                .ifPresentOrElse(process -> step.accept(process, result), () -> result.fail(pending.notFound(id))));
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
        return pending.<ProcessStatus> post(pending.result("remove", id), result -> {
            if (lenient && supervisor.registry().find(id).isEmpty()) {
                result.complete(null);
            } else {
                supervisor.remove(id, result);
            }
        }).thenAccept(status -> removed.accept(id));
    }

    CompletionStage<Void> stopAll(StopOptions options, Duration lastGrace) {
        return pending.post(pending.resultOfAll("stop all processes"),
                result -> supervisor.stopAll(OrderedShutdown.Deadline.of(options, lastGrace, result)));
    }

    CompletionStage<Void> signal(String id, String name) {
        return onRoot("signal", id, (process, running) -> running.signal(name));
    }

    /** Sends a line with the line end that the process needs. */
    CompletionStage<Void> sendLine(String id, String line) {
        return onRoot("send to", id, (process, running) -> running
                .send(line + (process.state().definition().command().terminal().isPresent() ? "\r" : "\n")));
    }

    CompletionStage<Void> type(String id, String keys) {
        return onRoot("send to", id, (process, running) -> running.send(keys));
    }

    /** A command on the root of a process, which must be alive. */
    private CompletionStage<Void> onRoot(String name, String id,
            BiFunction<SupervisedProcess, RunningProcess, CompletionStage<Void>> command) {
        return pending.onProcess(name, id, PendingCommands.unlessExternal((process, result) -> process.state().incarnation()
                .filter(current -> current.pid().isPresent()).ifPresentOrElse(
                        current -> command.apply(process, current.process())
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
        return pending.unlessEnding("wait for", id, (process, result) -> {
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
        return pending.unlessEnding("wait for", id, (process, result) -> await(process,
                new AwaitedCondition.Reached(result, ProcessStatus::isReady), timeout, result));
    }

    CompletionStage<Exit> onExit(String id, Optional<Duration> timeout) {
        return pending.onProcess("wait for", id, (process, result) -> await(process,
                new AwaitedCondition.Exited(result, process.state().awaitedIncarnation()), timeout, result));
    }

    private void await(SupervisedProcess process, AwaitedCondition condition, Optional<Duration> timeout,
            PendingResult<?> result) {
        process.await(timeout.map(limit -> AwaitedCondition.within(limit, condition, supervisor.context(), () -> {
            result.fail(Reason.TIMEOUT, "it took longer than " + Words.of(limit) + "; " + process.state().why());
            process.waiters().timedOut(result);
        })).orElse(condition));
    }

    /** Stops the processes that stop before the application does, which goes on meanwhile. */
    CompletionStage<Void> stopBeforeApp(StopOptions options, Duration lastGrace) {
        PendingResult<Void> result = pending.lastResult("stop the processes that start after the application");
        supervisor.stopBeforeApp(OrderedShutdown.Deadline.of(options, lastGrace, result));
        return result.stage();
    }

    /** Refuses commands from now on and stops all processes that do not outlive the application. */
    CompletionStage<Void> close(StopOptions options, Duration lastGrace) {
        pending.close();
        PendingResult<Void> result = pending.lastResult("stop all processes");
        supervisor.stopAttached(OrderedShutdown.Deadline.of(options, lastGrace, result));
        return result.stage().whenComplete((nothing, error) -> pending.failAll());
    }
}
