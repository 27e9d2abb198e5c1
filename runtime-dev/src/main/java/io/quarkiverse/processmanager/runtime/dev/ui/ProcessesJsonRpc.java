package io.quarkiverse.processmanager.runtime.dev.ui;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessTerminal;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.TerminalSize;
import io.quarkiverse.processmanager.runtime.dev.ui.stream.LogBatch;
import io.quarkiverse.processmanager.runtime.dev.ui.stream.LogMoment;
import io.quarkiverse.processmanager.runtime.dev.ui.stream.LogStream;
import io.quarkiverse.processmanager.runtime.dev.ui.stream.Pacing;
import io.quarkiverse.processmanager.runtime.dev.ui.stream.TerminalStream;
import io.quarkiverse.processmanager.runtime.dev.ui.timeline.ApplicationStarts;
import io.quarkiverse.processmanager.runtime.dev.ui.timeline.Timeline;
import io.quarkiverse.processmanager.runtime.time.SystemClock;
import io.quarkiverse.processmanager.runtime.views.LiveRows;
import io.quarkiverse.processmanager.runtime.views.OverviewUpdate;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * The methods that the pages of the Dev UI call over JSON-RPC, by the names of the methods and their parameters.
 */
@Singleton
public class ProcessesJsonRpc {

    private static final Duration PAUSE = Duration.ofMillis(100);
    /** How long a call waits for a refusal; after that the action counts as accepted. */
    private static final Duration REFUSAL = Duration.ofMillis(200);
    private static final List<String> SIGNALS = System.getProperty("os.name").startsWith("Windows") ? List.of("TERM", "KILL")
            : List.of("HUP", "INT", "QUIT", "USR1", "USR2", "WINCH", "STOP", "CONT", "TERM", "KILL");

    private final ProcessManager manager;
    private final ProcessViews views;

    @Inject
    ProcessesJsonRpc(ProcessManager manager) {
        this.manager = manager;
        this.views = new ProcessViews(manager);
    }

    /** All processes: the current rows, then the rows that change. */
    public Multi<OverviewUpdate> processes() {
        return PageConnection.current().carry(rows().onCompletion().continueWith(OverviewUpdate.LAST));
    }

    /** The number of running processes and of all, for the card. */
    public Multi<String> badge() {
        return PageConnection.current().carry(rows().map(OverviewUpdate::badge).skip().repetitions());
    }

    /**
     * The output of some processes: the kept lines, then each new line.
     *
     * @param ids separated by commas; empty for all, also for processes that are created later
     */
    public Multi<LogBatch> logs(String ids) {
        PageConnection page = PageConnection.current();
        return page.carry(LogStream.of(manager, oneOf(ids), page::isFull));
    }

    /**
     * What has happened to some processes, for the lines between their output.
     *
     * @param ids as in {@link #logs}
     */
    @NonBlocking
    public Uni<List<LogMoment>> moments(String ids) {
        Predicate<String> wanted = oneOf(ids);
        return answer(() -> views.moments(wanted));
    }

    /** The phases of the application and all processes over time, with the critical path of the start. */
    public Multi<Timeline> timeline() {
        return PageConnection.current().carry(Pacing.of(changes(), PAUSE).map(any -> views.timeline())
                .skip().repetitions().map(timeline -> timeline.at(SystemClock.wallMillis())));
    }

    /** An item after each change of a process or of the application, until the application ends. */
    private Multi<Boolean> changes() {
        return Multi.createFrom().emitter(emitter -> {
            Cancellable processes = manager.statusUpdates().subscribe().with(update -> emitter.emit(true), emitter::fail,
                    emitter::complete);
            Cancellable application = ApplicationStarts.changes().subscribe().with(emitter::emit);
            emitter.onTermination(() -> {
                processes.cancel();
                application.cancel();
            });
        }, BackPressureStrategy.LATEST);
    }

    /** The application among its processes. */
    @NonBlocking
    public Uni<ApplicationView> application() {
        return answer(views::application);
    }

    /** The changed rows, at most one update in each pause. */
    private Multi<OverviewUpdate> rows() {
        return Multi.createFrom().deferred(() -> {
            LiveRows rows = views.rows();
            return Pacing.of(manager.statusUpdates(), PAUSE).map(rows::after).select().where(OverviewUpdate::hasChanges);
        });
    }

    /** The details of one process; {@code null} if there is no such process. */
    @NonBlocking
    public Uni<ProcessDetails> details(String id) {
        return answer(() -> manager.find(id).isPresent() ? views.details(id) : null);
    }

    /**
     * The unmasked value of a variable that is set for a process; empty if there is none, and for a client that is no page. A page
     * asks on a click of its user. A program of this user can read the value in {@code /proc}; no other program of this machine
     * needs it.
     */
    @NonBlocking
    public Uni<String> reveal(String id, String name) {
        boolean page = PageConnection.current().isOfPage();
        return answer(() -> page
                ? manager.find(id).flatMap(process -> Details.reveal(process.definition(), name)).orElse("")
                : "");
    }

    @NonBlocking
    public Uni<ActionResult> start(String id) {
        return act(id, ManagedProcess::start);
    }

    /**
     * Runs a task now.
     *
     * @param args a line with the arguments of this run, in the quoting of a shell
     */
    @NonBlocking
    public Uni<ActionResult> run(String id, String args) {
        return act(id, process -> process.run(ArgumentLine.split(args)));
    }

    /** Starts a waiting process without waiting for its dependencies. */
    @NonBlocking
    public Uni<ActionResult> forceStart(String id) {
        return start(id);
    }

    @NonBlocking
    public Uni<ActionResult> stop(String id) {
        return act(id, ManagedProcess::stop);
    }

    @NonBlocking
    public Uni<ActionResult> restart(String id) {
        return act(id, ManagedProcess::restart);
    }

    /** Changes the number of replicas of a process. */
    @NonBlocking
    public Uni<ActionResult> scale(String id, int replicas) {
        return act(id, process -> process.scale(replicas));
    }

    /** Stops a process without a grace period. */
    @NonBlocking
    public Uni<ActionResult> kill(String id) {
        return act(id, process -> process.stop(StopOptions.within(Duration.ZERO)));
    }

    @NonBlocking
    public Uni<ActionResult> signal(String id, String name) {
        return act(id, process -> process.signal(name));
    }

    /** What a process writes to its terminal, as Base64: the last bytes, then what follows. */
    public Multi<String> terminal(String id) {
        PageConnection page = PageConnection.current();
        return page.carry(manager.find(id).flatMap(ManagedProcess::terminal)
                .map(terminal -> TerminalStream.of(terminal, page::isFull)).orElse(Multi.createFrom().empty()));
    }

    /** Sends a line to a process. Only a page sends text: other programs have the control socket, which checks their user. */
    @NonBlocking
    public Uni<ActionResult> send(String id, String line) {
        return ofPage(() -> act(id, process -> process.send(line)));
    }

    /** Sends keys to the terminal of a process, for a page only. */
    @NonBlocking
    public Uni<ActionResult> type(String id, String keys) {
        return ofPage(() -> act(id, process -> terminal(process).type(keys)));
    }

    /** Sets the size of the terminal of a process, for a page only. */
    @NonBlocking
    public Uni<ActionResult> resize(String id, int columns, int rows) {
        return ofPage(() -> act(id, process -> {
            terminal(process).resize(new TerminalSize(columns, rows));
            return CompletableFuture.completedStage(null);
        }));
    }

    private static ProcessTerminal terminal(ManagedProcess process) {
        return process.terminal().orElseThrow(() -> new ProcessException(ProcessException.Reason.INVALID, process.id(),
                "cannot type into process '" + process.id() + "': it has no terminal; set tty=true"));
    }

    private static Uni<ActionResult> ofPage(Supplier<Uni<ActionResult>> action) {
        return PageConnection.current().isOfPage() ? action.get()
                : Uni.createFrom().item(ActionResult.refused("only a page of the Dev UI can send text to a process"));
    }

    /** The names of the signals in the menu of a process. */
    public List<String> signals() {
        return SIGNALS;
    }

    @NonBlocking
    public Uni<ActionResult> startAll() {
        return act(manager::startAll);
    }

    @NonBlocking
    public Uni<ActionResult> stopAll() {
        return act(manager::stopAll);
    }

    @NonBlocking
    public Uni<ActionResult> restartAll() {
        return act(() -> manager.stopAll().thenCompose(stopped -> manager.startAll()));
    }

    @NonBlocking
    public Uni<ActionResult> startTagged(String tag) {
        return act(() -> manager.startTagged(tag));
    }

    @NonBlocking
    public Uni<ActionResult> stopTagged(String tag) {
        return act(() -> manager.stopTagged(tag));
    }

    @NonBlocking
    public Uni<ActionResult> restartTagged(String tag) {
        return act(() -> manager.stopTagged(tag).thenCompose(stopped -> manager.startTagged(tag)));
    }

    private static Predicate<String> oneOf(String ids) {
        List<String> some = ids == null || ids.isBlank() ? List.of() : List.of(ids.trim().split("\\s*,\\s*"));
        return id -> some.isEmpty() || some.contains(id);
    }

    private Uni<ActionResult> act(String id, Function<ManagedProcess, CompletionStage<?>> action) {
        return act(() -> action.apply(manager.get(id)));
    }

    private static Uni<ActionResult> act(Supplier<CompletionStage<?>> action) {
        return PageConnection.current().carry(Uni.createFrom().completionStage(action).replaceWith(ActionResult.ACCEPTED)
                .ifNoItem().after(REFUSAL).recoverWithItem(ActionResult.ACCEPTED)
                .onFailure(ProcessException.class).recoverWithItem(refusal -> ActionResult.refused(refusal.getMessage())));
    }

    private static <T> Uni<T> answer(Supplier<T> question) {
        return PageConnection.current().carry(
                Uni.createFrom().item(question).runSubscriptionOn(Infrastructure.getDefaultExecutor()));
    }
}
