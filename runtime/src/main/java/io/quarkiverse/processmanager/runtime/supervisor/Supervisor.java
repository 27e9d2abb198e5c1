package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
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
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.rules.Plan;

/**
 * Owns all processes. Each change of a process is a step on the loop. At the end of each step the supervisor re-evaluates the
 * dependencies, advances the shutdowns, publishes one immutable {@link Snapshot}, completes the results that are decided, and
 * publishes the events.
 */
public final class Supervisor {

    private final Loop loop;
    private final ProcessRunner runner;
    private final DoubleSupplier chance;
    private final EventPublisher events;

    private final Context context = new Context();
    private final PublishedState published = new PublishedState();
    private final ProcessRegistry registry = new ProcessRegistry();
    private final ProcessCommands commands = new ProcessCommands(registry, this::release);
    private final Shutdowns shutdowns = new Shutdowns(new OrderedShutdown.Scope(context, registry, commands));
    private final DependencyWatch dependencies = new DependencyWatch(registry, commands, published);
    private final Reconciler reconciler = new Reconciler(registry, commands, shutdowns, this::supervise);
    private final List<SupervisedProcess> removed = new ArrayList<>();
    private final List<Runnable> afterStep = new ArrayList<>();
    private final List<Runnable> afterEvents = new ArrayList<>();
    private Optional<ApplicationSide> application = Optional.empty();

    /**
     * @param chance gives a random number from 0 to 1 for the jitter of each delay before a restart
     * @param publishing runs the tasks that publish events, one after the other
     * @param eventLog receives every event, also between two applications
     */
    public Supervisor(Loop loop, ProcessRunner runner, DoubleSupplier chance, Executor publishing,
            Consumer<ProcessEvent> eventLog) {
        this.loop = loop;
        this.runner = runner;
        this.chance = chance;
        this.events = new EventPublisher(publishing, eventLog);
    }

    /** The last published state. From any thread. */
    public Snapshot snapshot() {
        return published.snapshot();
    }

    /** Works for an application from now on: it receives the events, and its threads run the probes. From any thread. */
    public void attach(ApplicationSide side) {
        post(() -> {
            application = Optional.of(side);
            Map<String, ProcessStatus> now = Map.copyOf(published.statuses());
            events.afterwards(() -> side.joined(now));
            registry.all().forEach(SupervisedProcess::applicationAttached);
        });
    }

    /**
     * Detaches the application: the processes keep running and the probes pause. The processes that its code has created are
     * stopped unless they are kept on a reload. From any thread. Once the stage is completed, nothing here references the
     * application.
     *
     * @return the processes that would be kept but depend on one that is not, with the reason
     */
    public CompletionStage<List<Problem>> detach() {
        CompletableFuture<List<Problem>> done = new CompletableFuture<>();
        post(() -> {
            List<Problem> dropped = reconciler.detach();
            published.invalidate();
            registry.all().forEach(SupervisedProcess::applicationDetached);
            application = Optional.empty();
            // The tasks that are publishing events now still reference the application.
            events.afterwards(() -> done.complete(dropped));
        });
        return done;
    }

    /** Completed when all events so far are published. From any thread. */
    public CompletionStage<Void> eventsPublished() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        // The current step must end first, because a step publishes its events at its end.
        post(() -> events.afterwards(() -> done.complete(null)));
        return done;
    }

    /**
     * Makes the processes follow the plan and what code has created, with as few restarts as possible. From any thread. Once the
     * stage is completed, the plan is in the snapshot, and every start and stop that waits for nothing is requested.
     *
     * @return the created processes that cannot go on with this plan, with the reason
     */
    public CompletionStage<List<Problem>> reconcile(Plan next) {
        CompletableFuture<List<Problem>> done = new CompletableFuture<>();
        List<Problem> dropped = new ArrayList<>();
        post(() -> {
            dropped.addAll(reconciler.declare(next));
            published.invalidate();
        });
        loop.post(() -> done.complete(dropped));
        return done;
    }

    /** Measures the running processes that have metrics. From any thread; the result is in the snapshot soon after. */
    public void measure() {
        post(() -> {
            Set<String> ids = new HashSet<>();
            for (SupervisedProcess process : registry.all()) {
                ProcessState state = process.state();
                if (state.isUp() && state.definition().metrics() && state.status().isAlive()) {
                    ids.add(process.id());
                }
            }
            if (!ids.isEmpty()) {
                runner.measure(ids);
            }
        });
    }

    /**
     * Adds processes at the request of the application. On the loop.
     *
     * @throws ProcessException if one of them is refused, and then none is added
     */
    void create(Collection<ProcessDefinition> definitions) {
        if (application.isEmpty()) {
            String id = definitions.iterator().next().id();
            throw new ProcessException(Reason.CLOSED, id,
                    "cannot create process '" + id + "': there is no application that it could belong to");
        }
        reconciler.create(definitions);
        published.invalidate();
    }

    /**
     * Removes a process; the result is completed when nothing of it is alive. On the loop.
     *
     * @throws ProcessException if there is none, or if others depend on it
     */
    void remove(String id, PendingResult<ProcessStatus> result) {
        reconciler.remove(id).waiters().add(result);
        published.invalidate();
    }

    /** Stops all processes in order. From any thread. */
    void stopAll(OrderedShutdown.Deadline deadline) {
        stop(definition -> true, deadline);
    }

    /** Stops all processes in order except those that outlive the application. From any thread. */
    void stopAttached(OrderedShutdown.Deadline deadline) {
        stop(definition -> !definition.execution().detached(), deadline);
    }

    private void stop(Predicate<ProcessDefinition> which, OrderedShutdown.Deadline deadline) {
        post(() -> {
            shutdowns.begin(registry.plan(), registry.all().stream().filter(one -> which.test(one.state().definition()))
                    .map(SupervisedProcess::id).toList(), deadline);
            published.invalidate();
        });
    }

    /** Runs a step soon. From any thread. */
    void post(Runnable step) {
        loop.post(() -> step(step));
    }

    ProcessRunner runner() {
        return runner;
    }

    SupervisorContext context() {
        return context;
    }

    /** On the loop. */
    ProcessRegistry registry() {
        return registry;
    }

    /** On the loop. */
    ProcessCommands commands() {
        return commands;
    }

    /** On the loop. */
    Shutdowns shutdowns() {
        return shutdowns;
    }

    private void release(String id) {
        shutdowns.release(id);
    }

    private SupervisedProcess supervise(ProcessDefinition definition) {
        return new SupervisedProcess(context, definition, process -> new ReportDecisions(context, process));
    }

    private void step(Runnable step) {
        try {
            step.run();
        } finally {
            settle();
        }
    }

    private void settle() {
        boolean changed = published.isDirty();
        while (published.isDirty()) {
            published.clean();
            registry.all().forEach(dependencies::reevaluate);
            shutdowns.advance();
            registry.all().stream().filter(process -> !registry.isPlanned(process.id()) && process.state().isGone())
                    .forEach(this::drop);
        }
        if (changed) {
            published.publish(registry.plan());
        }
        afterStep.forEach(Runnable::run);
        afterStep.clear();
        // After the snapshot is published, so that the callers no longer find the removed processes.
        removed.forEach(process -> process.waiters().decide(process.state()));
        removed.clear();
        registry.all().forEach(process -> process.waiters().decide(process.state()));
        events.flush(application, changed);
        afterEvents.forEach(events::afterwards);
        afterEvents.clear();
    }

    private void drop(SupervisedProcess process) {
        String id = process.id();
        removed.add(process);
        registry.remove(id);
        published.remove(id);
        runner.forget(id);
        events.forget(id);
        application.ifPresent(side -> afterEvents.add(side.forget(id)));
    }

    /** The supervisor as its parts see it. */
    private final class Context implements SupervisorContext {

        @Override
        public Loop loop() {
            return loop;
        }

        @Override
        public ProcessRunner runner() {
            return runner;
        }

        @Override
        public Optional<ApplicationSide> application() {
            return application;
        }

        @Override
        public double chance() {
            return chance.getAsDouble();
        }

        @Override
        public boolean isPlanned(String processId) {
            return registry.isPlanned(processId);
        }

        @Override
        public void post(Runnable step) {
            Supervisor.this.post(step);
        }

        @Override
        public void step(Runnable step) {
            Supervisor.this.step(step);
        }

        @Override
        public void afterStep(Runnable task) {
            afterStep.add(task);
            published.invalidate();
        }

        @Override
        public void publish(ProcessEvent event) {
            events.add(event);
        }

        @Override
        public void changed(ProcessStatus status) {
            published.changed(status, loop.now());
        }

        @Override
        public void record(String processId, UnaryOperator<ProcessHistory> change) {
            published.record(processId, change);
        }

        @Override
        public void startedAgain(String processId) {
            commands.restartDependents(processId);
        }
    }
}
