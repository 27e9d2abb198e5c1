package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.Suggestion;

/** The public face of the supervisor: reads from its snapshot, and posts to its loop. For any thread. */
public final class Commands implements ProcessManager {

    private static final String CLOSED = "the process manager has been closed";

    private final Supervisor supervisor;
    private final Executor completions;
    private final Promises.Book book;
    private volatile Duration shutdownTimeout = Duration.ofSeconds(30);
    private volatile boolean closed;

    /** {@code completions} runs what callers attach to their stages. */
    public Commands(Supervisor supervisor, Executor completions) {
        this.supervisor = supervisor;
        this.completions = completions;
        this.book = new Promises.Book(completions);
    }

    @Override
    public List<ManagedProcess> processes() {
        List<ManagedProcess> processes = new ArrayList<>();
        supervisor.snapshot().plan().ids().forEach(id -> processes.add(new Handle(id)));
        return processes;
    }

    @Override
    public Optional<ManagedProcess> find(String id) {
        return supervisor.snapshot().plan().find(id).map(definition -> new Handle(id));
    }

    @Override
    public ManagedProcess get(String id) {
        return find(id).orElseThrow(() -> notFound(id));
    }

    @Override
    public Map<String, ProcessStatus> status() {
        return supervisor.snapshot().statuses();
    }

    @Override
    public CompletionStage<Map<String, ProcessStatus>> startAll() {
        Map<String, CompletionStage<ProcessStatus>> stages = new LinkedHashMap<>();
        supervisor.snapshot().plan().ids().forEach(id -> stages.put(id, command("start", id, Supervisor::bringUp)));
        return CompletableFuture.allOf(stages.values().stream().map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new)).thenApplyAsync(nothing -> status(), completions);
    }

    @Override
    public CompletionStage<Map<String, ProcessStatus>> stopAll() {
        return supervisor.stopAll(shutdownTimeout).thenApplyAsync(nothing -> status(), completions);
    }

    /** Sets the time that {@link #stopAll()} and {@link #close()} have. */
    public void shutdownTimeout(Duration timeout) {
        shutdownTimeout = timeout;
    }

    /** Breaks all stages that are not decided: whoever waits for them belongs to an application that goes away. */
    public void letGo() {
        book.breakAll("the application is being reloaded");
    }

    /**
     * Takes no more commands and stops everything that does not outlive the application; the stage is completed when all of it
     * is down.
     */
    public CompletionStage<Void> close() {
        closed = true;
        return supervisor.stopAttached(shutdownTimeout)
                .whenComplete((nothing, error) -> book.breakAll(CLOSED));
    }

    private CompletionStage<ProcessStatus> command(String command, String id, BiConsumer<Supervisor, Cell> order) {
        Promises.Promise promise = book.open(command, id);
        // In this order: whoever closes first sets the flag and then breaks what is in the book.
        if (closed) {
            promise.breakWith(Reason.CLOSED, CLOSED);
        } else {
            supervisor.post(() -> supervisor.cell(id).ifPresentOrElse(cell -> {
                order.accept(supervisor, cell);
                cell.promise(promise);
            }, () -> promise.breakWith(notFound(id))));
        }
        return promise.stage();
    }

    private ProcessException notFound(String id) {
        return new ProcessException(Reason.NOT_FOUND, id,
                "Process not found: " + id + Suggestion.of(id, supervisor.snapshot().plan().ids()));
    }

    /** One process, found again by its id at each call, so that a handle outlives a reload. */
    private final class Handle implements ManagedProcess {

        private final String id;

        private Handle(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public ProcessDefinition definition() {
            return supervisor.snapshot().plan().find(id).orElseThrow(() -> notFound(id));
        }

        @Override
        public ProcessStatus status() {
            return Optional.ofNullable(supervisor.snapshot().statuses().get(id)).orElseThrow(() -> notFound(id));
        }

        @Override
        public CompletionStage<ProcessStatus> start() {
            return command("start", id, Supervisor::startByHand);
        }

        @Override
        public CompletionStage<ProcessStatus> stop() {
            return command("stop", id, (owner, cell) -> cell.orders.stop());
        }

        @Override
        public CompletionStage<ProcessStatus> restart() {
            return command("restart", id, Supervisor::restartByHand);
        }

        @Override
        public List<LogLine> logs(int count) {
            return supervisor.runner().logs(id, count);
        }

        @Override
        public String toString() {
            return "process '" + id + "'";
        }
    }
}
