package io.quarkiverse.processmanager.runtime.dev.ui;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.StopOptions;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * What the Dev UI asks the process manager over JSON-RPC. The name of a method and those of its parameters are what the browser
 * calls.
 */
@Singleton
public class ProcessesJsonRpc {

    private static final Duration PAUSE = Duration.ofMillis(100);
    /** What a refusal has time to come; an action for which none has come is accepted. */
    private static final Duration REFUSAL = Duration.ofMillis(200);
    private static final List<String> SIGNALS = System.getProperty("os.name").startsWith("Windows") ? List.of("TERM", "KILL")
            : List.of("HUP", "INT", "QUIT", "USR1", "USR2", "WINCH", "STOP", "CONT", "TERM", "KILL");

    private final ProcessManager manager;
    private final Look look;

    @Inject
    ProcessesJsonRpc(ProcessManager manager) {
        this.manager = manager;
        this.look = new Look(manager);
    }

    /** All processes, first as they are and then whenever something about them changes. */
    public Multi<Overview> processes() {
        return PageConnection.current().carry(Paced.of(manager.statuses(), look::overview, PAUSE)
                .onCompletion().continueWith(Overview.LAST));
    }

    /** How many processes are running, of how many. */
    public Multi<String> badge() {
        return PageConnection.current().carry(Paced.of(manager.statuses(), () -> look.overview().badge(), PAUSE));
    }

    /**
     * The output of some processes, first what is kept of it and then what comes.
     *
     * @param ids with commas between them; empty for all, also for those that are made later
     */
    public Multi<LogBatch> logs(String ids) {
        PageConnection page = PageConnection.current();
        return page.carry(LogStream.of(manager, oneOf(ids), page::isFull));
    }

    /**
     * How the last incarnations of some processes ended.
     *
     * @param ids as for the output
     */
    @NonBlocking
    public Uni<List<LogEnd>> ends(String ids) {
        Predicate<String> wanted = oneOf(ids);
        return answer(() -> manager.processes().stream().filter(process -> wanted.test(process.id())).flatMap(LogEnd::of)
                .toList());
    }

    /** What all processes have done, with what made the start take as long as it did. */
    public Multi<Timeline> timeline() {
        return PageConnection.current().carry(Paced.of(manager.statuses(), look::timeline, PAUSE)
                .map(timeline -> timeline.at(System.currentTimeMillis())));
    }

    /** All about one process; {@code null} if there is none. */
    @NonBlocking
    public Uni<ProcessDetails> details(String id) {
        return answer(() -> manager.find(id).isPresent() ? look.details(id) : null);
    }

    /** The value of a variable that is set for a process; empty if there is none. */
    @NonBlocking
    public Uni<String> reveal(String id, String name) {
        return answer(() -> manager.find(id).flatMap(process -> Details.reveal(process.definition(), name)).orElse(""));
    }

    @NonBlocking
    public Uni<Answer> start(String id) {
        return act(id, ManagedProcess::start);
    }

    /** Starts one that waits for others, whether or not they are there. */
    @NonBlocking
    public Uni<Answer> forceStart(String id) {
        return start(id);
    }

    @NonBlocking
    public Uni<Answer> stop(String id) {
        return act(id, ManagedProcess::stop);
    }

    @NonBlocking
    public Uni<Answer> restart(String id) {
        return act(id, ManagedProcess::restart);
    }

    /** Stops it without any grace. */
    @NonBlocking
    public Uni<Answer> kill(String id) {
        return act(id, process -> process.stop(StopOptions.within(Duration.ZERO)));
    }

    @NonBlocking
    public Uni<Answer> signal(String id, String name) {
        return act(id, process -> process.signal(name));
    }

    /** The names of the signals that a menu offers. */
    public List<String> signals() {
        return SIGNALS;
    }

    @NonBlocking
    public Uni<Answer> startAll() {
        return act(manager::startAll);
    }

    @NonBlocking
    public Uni<Answer> stopAll() {
        return act(manager::stopAll);
    }

    @NonBlocking
    public Uni<Answer> restartAll() {
        return act(() -> manager.stopAll().thenCompose(stopped -> manager.startAll()));
    }

    private static Predicate<String> oneOf(String ids) {
        List<String> some = ids == null || ids.isBlank() ? List.of() : List.of(ids.trim().split("\\s*,\\s*"));
        return id -> some.isEmpty() || some.contains(id);
    }

    private Uni<Answer> act(String id, Function<ManagedProcess, CompletionStage<?>> action) {
        return act(() -> action.apply(manager.get(id)));
    }

    private static Uni<Answer> act(Supplier<CompletionStage<?>> action) {
        return PageConnection.current().carry(Uni.createFrom().completionStage(action).replaceWith(Answer.ACCEPTED)
                .ifNoItem().after(REFUSAL).recoverWithItem(Answer.ACCEPTED)
                .onFailure(ProcessException.class).recoverWithItem(refusal -> Answer.refused(refusal.getMessage())));
    }

    private static <T> Uni<T> answer(Supplier<T> question) {
        return PageConnection.current().carry(
                Uni.createFrom().item(question).runSubscriptionOn(Infrastructure.getDefaultExecutor()));
    }
}
