package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessStatus;

/**
 * The promises made by commands on one process and not decided yet. All of them want the goal of the last command: a command
 * with the other goal breaks them. Confined to the loop.
 */
final class Promises {

    private List<Promise<ProcessStatus>> open = new ArrayList<>();

    void add(Promise<ProcessStatus> promise) {
        open.add(promise);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    void keep(ProcessStatus status) {
        take().forEach(promise -> promise.keep(status));
    }

    void breakAll(ProcessException cause) {
        take().forEach(promise -> promise.breakWith(cause));
    }

    /** A command with the other goal has come. */
    void overtaken(Goal by) {
        take().forEach(promise -> promise.breakWith(Reason.OVERTAKEN, by == Goal.DOWN
                ? "it was told to stop before it was up"
                : "it was told to start before it was down"));
    }

    /** The application goes that has given the commands. */
    void letGo() {
        take().forEach(promise -> promise.breakWith(Reason.CLOSED, Book.RELOAD));
    }

    private List<Promise<ProcessStatus>> take() {
        List<Promise<ProcessStatus>> taken = open;
        open = new ArrayList<>();
        return taken;
    }

    /** What a command hands out. It is decided away from the loop, since whoever waits for it may do anything then. */
    static final class Promise<T> {

        private final String order;
        private final String processId;
        private final Executor completions;
        private final CompletableFuture<T> future = new CompletableFuture<>();

        private Promise(String order, String processId, Executor completions) {
            this.order = order;
            this.processId = processId;
            this.completions = completions;
        }

        CompletionStage<T> stage() {
            return future.minimalCompletionStage();
        }

        boolean isDecided() {
            return future.isDone();
        }

        void keep(T value) {
            completions.execute(() -> future.complete(value));
        }

        void breakWith(ProcessException cause) {
            completions.execute(() -> future.completeExceptionally(cause));
        }

        void breakWith(Reason reason, String why) {
            breakWith(new ProcessException(reason, processId, "cannot " + order + ": " + why));
        }
    }

    /** All undecided promises of the engine, so that none stays open when the engine ends or the application goes. */
    static final class Book {

        static final String RELOAD = "the application is being reloaded";

        private final Set<Promise<?>> open = ConcurrentHashMap.newKeySet();
        private final Executor completions;

        Book(Executor completions) {
            this.completions = completions;
        }

        /** Makes a promise for a command on a process, such as {@code start}. From any thread. */
        <T> Promise<T> open(String command, String processId) {
            return openFor(command + " process '" + processId + "'", processId);
        }

        /** Makes a promise for an order such as {@code stop all processes}. From any thread. */
        <T> Promise<T> openFor(String order, String processId) {
            Promise<T> promise = new Promise<>(order, processId, completions);
            open.add(promise);
            promise.future.whenComplete((value, error) -> open.remove(promise));
            return promise;
        }

        /** From any thread. */
        void breakAll(String why) {
            open.forEach(promise -> promise.breakWith(Reason.CLOSED, why));
        }
    }
}
