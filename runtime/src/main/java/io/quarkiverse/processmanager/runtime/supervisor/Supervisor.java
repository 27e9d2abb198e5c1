package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.rules.HistoryAppender;
import io.quarkiverse.processmanager.runtime.rules.Plan;
import io.quarkiverse.processmanager.runtime.rules.Readiness;
import io.quarkiverse.processmanager.runtime.rules.PlannedProcesses;

/**
 * Owns all processes. Everything that may change one of them is a step on the loop; at the end of each step the processes that
 * wait for each other settle, and one immutable {@link Snapshot} is published for everybody else.
 * <p>
 * It is longer than its neighbours because who is there, what a step is, and what is published after it share one map of cells.
 */
public final class Supervisor {

    private final Loop loop;
    private final ProcessRunner runner;
    private final DoubleSupplier chance;
    private final EventPublisher announcer;

    private final Map<String, SupervisedProcess> cells = new LinkedHashMap<>();
    private final Map<String, ProcessStatus> statuses = new LinkedHashMap<>();
    private final Map<String, ProcessHistory> histories = new HashMap<>();
    private final Starts starts = new Starts(this);
    private final List<OrderedShutdown> stops = new ArrayList<>();
    private final List<SupervisedProcess> removed = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private final List<Runnable> farewells = new ArrayList<>();
    private PlannedProcesses roster = PlannedProcesses.EMPTY;
    private Optional<ApplicationSide> application = Optional.empty();
    private boolean dirty;

    private volatile Snapshot snapshot = new Snapshot(Plan.EMPTY, Map.of(), Map.of());

    /** What can be seen from outside, at one moment; processes that are being removed are not in the plan any more. */
    public record Snapshot(Plan plan, Map<String, ProcessStatus> statuses, Map<String, ProcessHistory> histories) {
    }

    /**
     * @param chance gives a random number from 0 to 1 for each pause before a restart
     * @param announcements runs the listeners, one task after the other
     * @param narrator hears every event, also between two applications
     */
    public Supervisor(Loop loop, ProcessRunner runner, DoubleSupplier chance, Executor announcements,
            Consumer<ProcessEvent> narrator) {
        this.loop = loop;
        this.runner = runner;
        this.chance = chance;
        this.announcer = new EventPublisher(announcements, narrator);
    }

    /** The last published state. From any thread. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** Works for an application from now on: it hears the events, and its threads run the probes. From any thread. */
    public void attach(ApplicationSide side) {
        post(() -> {
            application = Optional.of(side);
            Map<String, ProcessStatus> now = Map.copyOf(statuses);
            announcer.afterwards(() -> side.joined(now));
            cells.values().forEach(SupervisedProcess::attached);
        });
    }

    /**
     * Lets go of the application; the processes run on and the probes pause. Those that its code has created are stopped unless
     * they are kept on a reload. From any thread; once the stage is completed, nothing of the application is referenced.
     *
     * @return those that would have been kept but need one that is not, with the reason
     */
    public CompletionStage<List<Problem>> detach() {
        CompletableFuture<List<Problem>> done = new CompletableFuture<>();
        post(() -> {
            PlannedProcesses.Change change = roster.detach();
            follow(change.roster());
            cells.values().forEach(SupervisedProcess::detached);
            application = Optional.empty();
            // The announcements that are under way still know the application.
            announcer.afterwards(() -> done.complete(change.dropped()));
        });
        return done;
    }

    /** Completed when everything has been told that has happened so far. From any thread. */
    public CompletionStage<Void> told() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        // The step that has seen the last of it must end first: that is when it tells.
        post(() -> announcer.afterwards(() -> done.complete(null)));
        return done;
    }

    /**
     * Makes what runs be what the plan says, and what code has created, with as few restarts as possible. From any thread; once
     * the stage is completed, the plan is in the snapshot and everything that needs no waiting has been asked for.
     *
     * @return those that code has created and that cannot go on with this plan, with the reason
     */
    public CompletionStage<List<Problem>> reconcile(Plan next) {
        CompletableFuture<List<Problem>> done = new CompletableFuture<>();
        List<Problem> dropped = new ArrayList<>();
        post(() -> {
            PlannedProcesses before = roster;
            PlannedProcesses.Change change = before.declare(next);
            dropped.addAll(change.dropped());
            List<SupervisedProcess> starting = new ArrayList<>(follow(change.roster()));
            next.ids().stream().filter(id -> !before.isDeclared(id)).map(cells::get).filter(cell -> !starting.contains(cell))
                    .forEach(starting::add);
            starting.stream().filter(cell -> cell.definition().start().auto()).forEach(starts::startWithApplication);
        });
        loop.post(() -> done.complete(dropped));
        return done;
    }

    /**
     * Takes over another roster: stops in order who is not in it any more, adds who is new, and changes the others.
     *
     * @return those that are to start with the application since now, and are told to be down
     */
    private List<SupervisedProcess> follow(PlannedProcesses next) {
        Plan before = plan();
        roster = next;
        List<String> retired = cells.values().stream().filter(this::isRetired).map(SupervisedProcess::id).toList();
        if (!retired.isEmpty()) {
            stops.add(new OrderedShutdown(this, before, retired, OrderedShutdown.Deadline.NONE));
        }
        List<SupervisedProcess> starting = new ArrayList<>();
        for (ProcessDefinition definition : plan().definitions()) {
            SupervisedProcess known = cells.get(definition.id());
            if (known == null) {
                add(definition);
                continue;
            }
            if (before.find(definition.id()).isEmpty() && roster.isDeclared(definition.id())) {
                // It was being removed and is wanted again. One that code creates again is still stopped, and only known then.
                release(definition.id());
            }
            if (!known.definition().equals(definition)) {
                boolean autoBefore = known.definition().start().auto();
                known.orders.apply(definition);
                if (known.goal() == Goal.DOWN && !autoBefore && roster.isDeclared(definition.id())) {
                    starting.add(known);
                }
            }
        }
        // The plan itself can be seen, even if no process has changed.
        dirty = true;
        return starting;
    }

    /**
     * Makes processes known on the order of the application.
     *
     * @throws ProcessException if they cannot be, and then none of them is
     */
    void create(Collection<ProcessDefinition> definitions) {
        if (application.isEmpty()) {
            String id = definitions.iterator().next().id();
            throw new ProcessException(Reason.CLOSED, id,
                    "cannot create process '" + id + "': there is no application that it could belong to");
        }
        follow(roster.create(definitions));
    }

    /**
     * Forgets a process; the promise is kept when nothing of it is left.
     *
     * @throws ProcessException if there is none, or others depend on it
     */
    void remove(String id, PendingResult<ProcessStatus> promise) {
        Optional<SupervisedProcess> leaving = cell(id).filter(this::isRetired);
        if (leaving.isEmpty()) {
            follow(roster.remove(id));
        }
        SupervisedProcess cell = cells.get(id);
        cell.orders.stop();
        cell.promise(promise);
    }

    /** Measures what runs and wants to be measured. From any thread; what comes of it is in the snapshot soon after. */
    public void measure() {
        post(() -> {
            Set<String> ids = new HashSet<>();
            for (SupervisedProcess cell : cells.values()) {
                if (cell.isUp() && cell.definition().metrics() && cell.status().isAlive()) {
                    ids.add(cell.id());
                }
            }
            if (!ids.isEmpty()) {
                runner.measure(ids);
            }
        });
    }

    /** Stops everything in order. */
    void stopAll(OrderedShutdown.Deadline deadline) {
        stop(cell -> true, deadline);
    }

    /** The same without those that outlive the application. */
    void stopAttached(OrderedShutdown.Deadline deadline) {
        stop(cell -> !cell.definition().execution().detached(), deadline);
    }

    private void stop(Predicate<SupervisedProcess> which, OrderedShutdown.Deadline deadline) {
        post(() -> {
            stops.add(new OrderedShutdown(this, plan(), cells.values().stream().filter(which).map(SupervisedProcess::id).toList(), deadline));
            dirty = true;
        });
    }

    /** Runs a step soon. From any thread. */
    void post(Runnable step) {
        loop.post(() -> step(step));
    }

    /** Runs a step now. On the loop. */
    void step(Runnable step) {
        try {
            step.run();
        } finally {
            settle();
        }
    }

    // What a cell needs of its supervisor, on the loop

    Loop loop() {
        return loop;
    }

    ProcessRunner runner() {
        return runner;
    }

    Starts starts() {
        return starts;
    }

    Plan plan() {
        return roster.plan();
    }

    Optional<ApplicationSide> application() {
        return application;
    }

    Optional<SupervisedProcess> cell(String id) {
        return Optional.ofNullable(cells.get(id));
    }

    /** The same unless it is being removed. */
    Optional<SupervisedProcess> planned(String id) {
        return cell(id).filter(cell -> !isRetired(cell));
    }

    int openStops() {
        return stops.size();
    }

    double chance() {
        return chance.getAsDouble();
    }

    Readiness readiness(ProcessDefinition definition) {
        return Readiness.of(definition, plan(), statuses);
    }

    boolean isComingUp(String id) {
        return cell(id).filter(cell -> cell.phase().isActive() || cell.phase() == ProcessPhase.COMPLETED).isPresent();
    }

    void announce(ProcessEvent event) {
        announcer.add(event);
    }

    /** Something that can be seen of the process has changed. */
    void touched(SupervisedProcess cell) {
        ProcessStatus status = cell.status();
        statuses.put(cell.id(), status);
        record(cell, history -> HistoryAppender.with(history, status, loop.now()));
        dirty = true;
    }

    /** Something has come to the history of the process. */
    void record(SupervisedProcess cell, UnaryOperator<ProcessHistory> change) {
        histories.put(cell.id(), change.apply(histories.getOrDefault(cell.id(), ProcessHistory.EMPTY)));
    }

    /** Runs at the end of the step, when its result can be seen. */
    void afterStep(Runnable task) {
        afterwards.add(task);
        dirty = true;
    }

    /** No stop that is still under way stops it any more. */
    void release(String id) {
        stops.forEach(stop -> stop.release(id));
    }

    private SupervisedProcess add(ProcessDefinition definition) {
        SupervisedProcess cell = new SupervisedProcess(this, definition, new Waiters());
        cells.put(definition.id(), cell);
        touched(cell);
        return cell;
    }

    private boolean isRetired(SupervisedProcess cell) {
        return plan().find(cell.id()).isEmpty();
    }

    private void settle() {
        boolean changed = dirty;
        while (dirty) {
            dirty = false;
            List.copyOf(cells.values()).forEach(SupervisedProcess::lookAround);
            stops.removeIf(OrderedShutdown::advance);
            List.copyOf(cells.values()).stream().filter(cell -> isRetired(cell) && cell.isGone()).forEach(this::remove);
        }
        if (changed) {
            snapshot = new Snapshot(plan(), inOrder(), Map.copyOf(histories));
        }
        afterwards.forEach(Runnable::run);
        afterwards.clear();
        // Whoever hears of it finds it gone in the snapshot.
        removed.forEach(SupervisedProcess::decidePromises);
        removed.clear();
        cells.values().forEach(SupervisedProcess::decidePromises);
        announcer.flush(application, changed);
        farewells.forEach(announcer::afterwards);
        farewells.clear();
    }

    private void remove(SupervisedProcess cell) {
        removed.add(cell);
        cells.remove(cell.id());
        statuses.remove(cell.id());
        histories.remove(cell.id());
        runner.forget(cell.id());
        announcer.forget(cell.id());
        application.ifPresent(side -> farewells.add(side.forget(cell.id())));
        dirty = true;
    }

    private Map<String, ProcessStatus> inOrder() {
        Map<String, ProcessStatus> ordered = new LinkedHashMap<>();
        plan().ids().forEach(id -> ordered.put(id, statuses.get(id)));
        statuses.forEach(ordered::putIfAbsent);
        return Collections.unmodifiableMap(ordered);
    }
}
