package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.rules.Plan;
import io.quarkiverse.processmanager.runtime.rules.Readiness;

/**
 * Owns all processes. Everything that may change one of them is a step on the loop; at the end of each step the processes that
 * wait for each other settle, and one immutable {@link Snapshot} is published for everybody else.
 */
public final class Supervisor {

    private final Loop loop;
    private final ProcessRunner runner;
    private final DoubleSupplier chance;
    private final Announcer announcer;

    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final Map<String, ProcessStatus> statuses = new LinkedHashMap<>();
    private final List<OrderlyStop> stops = new ArrayList<>();
    private Plan plan = Plan.EMPTY;
    private Optional<ApplicationSide> application = Optional.empty();
    private boolean dirty;

    private volatile Snapshot snapshot = new Snapshot(Plan.EMPTY, Map.of());

    /** What can be seen from outside, at one moment; processes that are being removed are not in the plan any more. */
    public record Snapshot(Plan plan, Map<String, ProcessStatus> statuses) {
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
        this.announcer = new Announcer(announcements, narrator);
    }

    /** The last published state. From any thread. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** Works for an application from now on: it hears the events, and its threads run the probes. From any thread. */
    public void attach(ApplicationSide side) {
        post(() -> {
            application = Optional.of(side);
            cells.values().forEach(Cell::attached);
        });
    }

    /**
     * Lets go of the application; the processes run on and the probes pause. From any thread; once the stage is completed,
     * nothing of the application is referenced.
     */
    public CompletionStage<Void> detach() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        post(() -> {
            cells.values().forEach(Cell::detached);
            application = Optional.empty();
            // The announcements that are under way still know the application.
            announcer.afterwards(() -> done.complete(null));
        });
        return done;
    }

    /**
     * Makes what runs be what the plan says, with as few restarts as possible. From any thread; once the stage is completed,
     * the
     * plan is in the snapshot and everything that needs no waiting has been asked for.
     */
    public CompletionStage<Void> reconcile(Plan next) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        post(() -> {
            Plan before = plan;
            plan = next;
            cells.values().stream().filter(this::isRetired).forEach(cell -> cell.orders.stop());
            List<Cell> added = new ArrayList<>();
            for (ProcessDefinition definition : next.definitions()) {
                Cell known = cells.get(definition.id());
                if (known == null) {
                    added.add(add(definition));
                } else if (!known.definition().equals(definition)) {
                    known.orders.apply(definition);
                }
                if (known != null && before.find(definition.id()).isEmpty()) {
                    // It was being removed and is declared again.
                    added.add(known);
                }
            }
            // The plan itself can be seen, even if no process has changed.
            dirty = true;
            added.stream().filter(cell -> cell.definition().start().auto()).forEach(cell -> startUnder(cell, Set.of()));
        });
        loop.post(() -> done.complete(null));
        return done;
    }

    /** Stops everything in order, and kills what is left when the time is over. The stage is completed on the loop. */
    CompletionStage<Void> stopAll(Duration time) {
        return stop(cell -> true, time);
    }

    /** The same without those that outlive the application. */
    CompletionStage<Void> stopAttached(Duration time) {
        return stop(cell -> !cell.definition().execution().detached(), time);
    }

    private CompletionStage<Void> stop(Predicate<Cell> which, Duration time) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        post(() -> {
            stops.add(new OrderlyStop(this, cells.values().stream().filter(which).map(Cell::id).toList(), time, done));
            dirty = true;
        });
        return done;
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

    Plan plan() {
        return plan;
    }

    Optional<ApplicationSide> application() {
        return application;
    }

    Optional<Cell> cell(String id) {
        return Optional.ofNullable(cells.get(id));
    }

    int openStops() {
        return stops.size();
    }

    double chance() {
        return chance.getAsDouble();
    }

    Readiness readiness(ProcessDefinition definition) {
        return Readiness.of(definition, plan, statuses);
    }

    boolean isComingUp(String id) {
        return cell(id).filter(cell -> cell.phase().isActive() || cell.phase() == ProcessPhase.COMPLETED).isPresent();
    }

    void announce(ProcessEvent event) {
        announcer.add(event);
    }

    /** Something that can be seen of the process has changed. */
    void touched(Cell cell) {
        statuses.put(cell.id(), cell.status());
        dirty = true;
    }

    void restartDependents(String id) {
        plan.dependents(id).forEach(dependent -> cell(dependent).ifPresent(cell -> cell.orders.followRestart(id)));
    }

    /** Starts a process by hand with all that it depends on and that is down. */
    void startByHand(Cell cell) {
        startDependencies(cell, Set.of(ProcessPhase.FAILED));
        stops.forEach(stop -> stop.release(cell.id()));
        cell.orders.startByHand();
    }

    /** Stops and starts a process by hand, and starts what it depends on and is down. */
    void restartByHand(Cell cell) {
        startDependencies(cell, Set.of(ProcessPhase.FAILED));
        stops.forEach(stop -> stop.release(cell.id()));
        cell.orders.restart("restarted on request");
    }

    /** Starts a process unless it is up, has completed or is on its way. */
    void bringUp(Cell cell) {
        if (cell.phase() != ProcessPhase.COMPLETED) {
            stops.forEach(stop -> stop.release(cell.id()));
            startUnder(cell, Set.of(ProcessPhase.FAILED));
        }
    }

    private void startUnder(Cell cell, Set<ProcessPhase> alsoFrom) {
        startDependencies(cell, alsoFrom);
        cell.orders.start();
    }

    private void startDependencies(Cell cell, Set<ProcessPhase> alsoFrom) {
        for (Dependency dependency : cell.definition().dependencies()) {
            cell(dependency.id()).filter(other -> other.phase() == ProcessPhase.STOPPED || alsoFrom.contains(other.phase()))
                    .ifPresent(other -> startUnder(other, alsoFrom));
        }
    }

    private Cell add(ProcessDefinition definition) {
        Cell cell = new Cell(this, definition, new Promises());
        cells.put(definition.id(), cell);
        touched(cell);
        return cell;
    }

    private boolean isRetired(Cell cell) {
        return plan.find(cell.id()).isEmpty();
    }

    private void settle() {
        boolean changed = dirty;
        while (dirty) {
            dirty = false;
            List.copyOf(cells.values()).forEach(Cell::lookAround);
            stops.removeIf(OrderlyStop::advance);
            List.copyOf(cells.values()).stream().filter(cell -> isRetired(cell) && cell.isGone()).forEach(this::remove);
        }
        if (changed) {
            snapshot = new Snapshot(plan, inOrder());
        }
        cells.values().forEach(Cell::decidePromises);
        announcer.flush(application);
    }

    private void remove(Cell cell) {
        cell.decidePromises();
        cells.remove(cell.id());
        statuses.remove(cell.id());
        runner.forget(cell.id());
        dirty = true;
    }

    private Map<String, ProcessStatus> inOrder() {
        Map<String, ProcessStatus> ordered = new LinkedHashMap<>();
        plan.ids().forEach(id -> ordered.put(id, statuses.get(id)));
        statuses.forEach(ordered::putIfAbsent);
        return Collections.unmodifiableMap(ordered);
    }
}
