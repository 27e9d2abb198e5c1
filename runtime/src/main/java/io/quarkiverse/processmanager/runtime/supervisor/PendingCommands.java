package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.runtime.rules.Suggestion;

/** Takes orders to the loop, and keeps a promise for each until it is decided. For any thread. */
final class PendingCommands {

    private static final String CLOSED = "the process manager has been closed";

    private final Supervisor supervisor;
    private final Audience audience;
    private final PendingResults book;
    private volatile Set<String> idle = Set.of();
    private volatile boolean closed;

    PendingCommands(Supervisor supervisor, Executor completions, Audience audience) {
        this.supervisor = supervisor;
        this.audience = audience;
        this.book = new PendingResults(completions);
    }

    /** Something that brings a process up. */
    CompletionStage<ProcessStatus> command(String command, String id, BiConsumer<Starts, SupervisedProcess> order) {
        return onCell(command, id, (cell, promise) -> {
            order.accept(supervisor.starts(), cell);
            cell.promise(promise);
        });
    }

    CompletionStage<ProcessStatus> stop(String id) {
        return post(book.of("stop", id), promise -> supervisor.cell(id).ifPresentOrElse(cell -> {
            cell.orders.stop();
            cell.promise(promise);
        }, () -> promise.fail(notFound(id))));
    }

    CompletionStage<ProcessStatus> stop(String id, StopOptions options) {
        return post(book.of("stop", id), promise -> supervisor.cell(id).ifPresentOrElse(cell -> {
            cell.orders.stop();
            cell.promise(promise);
            AwaitedCondition.down(cell, supervisor, new AwaitedCondition.StopTimeLimit(promise, options));
        }, () -> promise.fail(notFound(id))));
    }

    /** {@code lenient} makes it no error if there is none. */
    CompletionStage<Void> remove(String id, boolean lenient) {
        return this.<ProcessStatus> post(book.of("remove", id), promise -> {
            if (lenient && supervisor.cell(id).isEmpty()) {
                promise.complete(null);
            } else {
                supervisor.remove(id, promise);
            }
        }).thenApply(status -> null);
    }

    CompletionStage<Void> create(Collection<ProcessDefinition> definitions) {
        String id = definitions.isEmpty() ? "" : definitions.iterator().next().id();
        return post(book.of("create", id), promise -> {
            if (!definitions.isEmpty()) {
                make(definitions);
            }
            // Not before the snapshot shows it.
            supervisor.afterStep(() -> promise.complete(null));
        });
    }

    /** Creates all or none of them, and brings them up in the same step, so that a stop that comes later is the last word. */
    Map<String, CompletionStage<ProcessStatus>> start(List<ProcessDefinition> definitions) {
        Map<String, PendingResult<ProcessStatus>> promises = new LinkedHashMap<>();
        definitions.forEach(one -> promises.computeIfAbsent(one.id(), id -> book.of("start", id)));
        Map<String, CompletionStage<ProcessStatus>> stages = new LinkedHashMap<>();
        promises.forEach((id, promise) -> stages.put(id, promise.stage()));
        if (closed) {
            promises.values().forEach(promise -> promise.fail(Reason.CLOSED, CLOSED));
        } else if (!definitions.isEmpty()) {
            supervisor.post(() -> start(definitions, promises));
        }
        return stages;
    }

    private void start(List<ProcessDefinition> definitions, Map<String, PendingResult<ProcessStatus>> promises) {
        try {
            make(definitions);
            promises.forEach((id, promise) -> {
                SupervisedProcess cell = supervisor.planned(id).orElseThrow();
                supervisor.starts().bringUp(cell);
                cell.promise(promise);
            });
        } catch (ProcessException e) {
            promises.values().forEach(promise -> promise.fail(e));
        }
    }

    /** Hooks belong to the application, so the supervisor never sees them. They are there before the first event. */
    private void make(Collection<ProcessDefinition> definitions) {
        supervisor.create(definitions.stream().map(ProcessDefinition::withoutHooks).toList());
        definitions.forEach(definition -> audience.hooks(definition.id(), definition.hooks()));
    }

    CompletionStage<Void> stopAll(StopOptions options) {
        return post(book.ofAll("stop all processes", ""),
                promise -> supervisor.stopAll(OrderedShutdown.Deadline.of(options, promise)));
    }

    CompletionStage<Void> signal(String id, String name) {
        return onCell("signal", id, (cell, promise) -> cell.run().filter(run -> run.pid().isPresent()).ifPresentOrElse(
                run -> run.process().signal(name).whenComplete((sent, error) -> decide(promise, error)),
                () -> promise.fail(Reason.NOT_RUNNING, "it is not alive: " + cell.status().why())));
    }

    private static void decide(PendingResult<Void> promise, Throwable error) {
        if (error == null) {
            promise.complete(null);
        } else if (error instanceof ProcessException refused) {
            promise.fail(refused);
        } else {
            promise.fail(Reason.NOT_RUNNING, String.valueOf(error.getMessage()));
        }
    }

    CompletionStage<ProcessStatus> awaitHealthy(String id, Duration timeout) {
        return onCell("wait for", id, (cell, promise) -> {
            if (cell.definition().healthCheck().isEmpty()) {
                promise.fail(Reason.INVALID,
                        "it has no health check, so it will never be healthy; wait until it is ready");
            } else {
                Predicate<ProcessStatus> healthy = status -> status.phase() == ProcessPhase.RUNNING
                        && status.health() == Health.HEALTHY;
                AwaitedCondition.up(cell, supervisor, new AwaitedCondition.Reached(promise, healthy, Optional.of(timeout)));
            }
        });
    }

    CompletionStage<ProcessStatus> awaitUp(String id, Optional<Duration> timeout) {
        return onCell("wait for", id, (cell, promise) -> AwaitedCondition.up(cell, supervisor,
                new AwaitedCondition.Reached(promise, ProcessStatus::isReady, timeout)));
    }

    CompletionStage<Exit> awaitExit(String id) {
        return onCell("wait for", id,
                (cell, promise) -> cell.expect(new AwaitedCondition.Exited(promise, cell.currentIncarnation())));
    }

    /**
     * Takes no more orders and breaks all promises that are not decided: whoever gives them belongs to an application that goes
     * away.
     */
    void letGo() {
        closed = true;
        book.failAll(PendingResults.RELOAD);
    }

    /** Takes no more orders and stops everything that does not outlive the application. */
    CompletionStage<Void> close(Duration timeout) {
        closed = true;
        PendingResult<Void> promise = book.ofAll("stop all processes", "");
        supervisor.stopAttached(OrderedShutdown.Deadline.of(StopOptions.within(timeout), promise));
        return promise.stage().whenComplete((nothing, error) -> book.failAll(CLOSED));
    }

    /** Which processes are declared and do not run here. */
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

    private <T> CompletionStage<T> onCell(String command, String id, BiConsumer<SupervisedProcess, PendingResult<T>> step) {
        return post(book.of(command, id),
                promise -> supervisor.planned(id).ifPresentOrElse(cell -> step.accept(cell, promise),
                        () -> promise.fail(notFound(id))));
    }

    private <T> CompletionStage<T> post(PendingResult<T> promise, Consumer<PendingResult<T>> step) {
        // In this order: whoever closes first sets the flag and then breaks what is in the book.
        if (closed) {
            promise.fail(Reason.CLOSED, CLOSED);
        } else {
            supervisor.post(() -> {
                try {
                    step.accept(promise);
                } catch (ProcessException e) {
                    promise.fail(e);
                }
            });
        }
        return promise.stage();
    }
}
