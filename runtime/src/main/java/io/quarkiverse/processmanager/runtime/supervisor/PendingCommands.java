package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.external.ExternalDefinition;
import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;
import io.quarkiverse.processmanager.runtime.supervisor.life.PendingResult;
import io.quarkiverse.processmanager.runtime.supervisor.life.PendingResults;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;

/**
 * Posts commands to the loop, with a pending result for each, and refuses commands at the end of the application. {@link
 * HandleCommands} says what each command is. For any thread.
 */
final class PendingCommands {

    private static final String CLOSED = "the process manager has been closed";

    private final Supervisor supervisor;
    private final PendingResults results;
    private volatile Set<String> idle = Set.of();
    private volatile boolean ending;
    private volatile boolean closed;

    PendingCommands(Supervisor supervisor, Executor completions) {
        this.supervisor = supervisor;
        this.results = new PendingResults(supervisor.context().completions(completions));
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

    /** Refuses commands from now on. The results so far stay pending until {@link #failAll()}. */
    void close() {
        closed = true;
    }

    /** Fails all pending results, because the process manager is closed. */
    void failAll() {
        results.failAll(CLOSED);
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
     * Fails once the application is ending, and for a process that may not start: nothing checks or starts the process then, so
     * the result could stay pending for ever.
     */
    <T> CompletionStage<T> unlessEnding(String command, String id,
            BiConsumer<SupervisedProcess, PendingResult<T>> step) {
        PendingResult<T> result = results.of(command, id);
        if (ending && !closed) {
            result.fail(Reason.CLOSED, PendingResults.ENDING);
            return result.stage();
        }
        return onProcess(result, id, (process, pending) -> {
            if (supervisor.commands().mayStart(process)) {
                step.accept(process, pending);
            } else {
                pending.fail(Reason.CLOSED, PendingResults.ENDING);
            }
        });
    }

    /** Runs the step on the process with this id; fails if there is none. */
    <T> CompletionStage<T> onProcess(String command, String id,
            BiConsumer<SupervisedProcess, PendingResult<T>> step) {
        return onProcess(results.of(command, id), id, step);
    }

    private <T> CompletionStage<T> onProcess(PendingResult<T> pending, String id,
            BiConsumer<SupervisedProcess, PendingResult<T>> step) {
        return post(pending, result -> supervisor.registry().findPlanned(id)
                .ifPresentOrElse(process -> step.accept(process, result), () -> result.fail(notFound(id))));
    }

    /** The step for a process of this engine. A process that runs elsewhere is only watched, so the step is refused for it. */
    static <T> BiConsumer<SupervisedProcess, PendingResult<T>> unlessExternal(
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

    /** A result for a command on one process, such as {@code create}. */
    <T> PendingResult<T> result(String command, String id) {
        return results.of(command, id);
    }

    /** A result for a command on all processes, such as {@code stop all processes}. */
    <T> PendingResult<T> resultOfAll(String command) {
        return results.ofAll(command, "");
    }

    /** A result for the last command of all, which the end of the application does not fail. */
    <T> PendingResult<T> lastResult(String command) {
        return results.ofLast(command);
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
