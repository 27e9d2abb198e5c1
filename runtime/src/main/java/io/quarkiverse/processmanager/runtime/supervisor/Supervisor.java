package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.plan.PlannedProcesses;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices;
import io.quarkiverse.processmanager.runtime.supervisor.application.FileWatch;
import io.quarkiverse.processmanager.runtime.supervisor.application.LaunchVariables;
import io.quarkiverse.processmanager.runtime.supervisor.life.Goal;
import io.quarkiverse.processmanager.runtime.supervisor.life.PendingResult;
import io.quarkiverse.processmanager.runtime.supervisor.life.PendingResults;
import io.quarkiverse.processmanager.runtime.supervisor.life.ReportDecisions;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;
import io.quarkiverse.processmanager.runtime.supervisor.loop.EventPublisher;
import io.quarkiverse.processmanager.runtime.supervisor.loop.Loop;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;

/**
 * Owns all processes. Each change of a process is a step on the loop. {@link StepEnd} re-evaluates what waits for the change.
 * After the steps that the loop has at the moment, the supervisor publishes one immutable {@link Snapshot}, completes the
 * results that are decided, and publishes the events.
 */
public final class Supervisor {

    private final SupervisorContext context;
    private final ProcessRegistry registry = new ProcessRegistry();
    private final ProcessCommands commands;
    private final Followers followers;
    private final Shutdowns shutdowns;
    private final Reconciler reconciler;
    private final Measurements measurements;
    private final Attachment attachment;
    private final FileChanges files;

    /**
     * @param chance gives a random number from 0 to 1 for the jitter of each delay before a restart
     * @param publishing runs the tasks that publish events, one after the other
     * @param eventLog receives every event with its snapshot, also between two applications
     */
    public Supervisor(Loop loop, ProcessRunner runner, DoubleSupplier chance, Executor publishing,
            BiConsumer<ProcessEvent, Snapshot> eventLog) {
        this.context = new SupervisorContext(loop, runner, chance, new EventPublisher(publishing, eventLog));
        this.commands = new ProcessCommands(registry, this::release);
        this.followers = new Followers(registry, commands);
        this.shutdowns = new Shutdowns(new OrderedShutdown.Scope(context, registry, commands));
        DependencyWatch dependencies = new DependencyWatch(registry, commands, context.published());
        this.reconciler = new Reconciler(registry, commands, shutdowns, this::supervise);
        this.attachment = new Attachment(context, registry, reconciler);
        this.measurements = new Measurements(context, registry);
        this.files = new FileChanges(context, registry, commands);
        context.endOfStep(new StepEnd(context, registry, shutdowns, dependencies, files));
    }

    /** The last published state. From any thread. */
    public Snapshot snapshot() {
        return context.published().snapshot();
    }

    /** Works for an application from now on: it receives the events, and its threads run the probes. From any thread. */
    public void attach(ApplicationServices services) {
        post(() -> {
            commands.allowStarts();
            attachment.attach(services);
        });
    }

    /**
     * The beans of the application are about to be destroyed: the probes pause, and later events are not for this application.
     * From any thread. Once the stage is completed, the application has received the events so far.
     */
    public CompletionStage<Void> applicationEnds() {
        return result(done -> attachment.end(() -> done.complete(null)));
    }

    /**
     * Detaches the application: the processes keep running and the probes pause. The processes that its code has created are
     * stopped unless they are kept on a reload. From any thread. Once the stage is completed, nothing here references the
     * application.
     *
     * @return the processes that would be kept but depend on one that is not, with the reason
     */
    public CompletionStage<List<Problem>> detach() {
        return result(done -> {
            List<Problem> dropped = attachment.detach();
            // The tasks that are publishing events now still reference the application.
            context.events().afterwards(() -> done.complete(dropped));
        });
    }

    /** Each later start of a process receives these variables, too, also between two applications. From any thread. */
    public void launchWith(LaunchVariables variables) {
        context.launchVariables(variables);
    }

    /**
     * Calls the listener after each change of the snapshot, also between two applications, on the thread that publishes. The
     * listener returns at once. From any thread.
     */
    public void whenChanged(Runnable listener) {
        context.events().whenChanged(listener);
    }

    /** Completed when all events so far are published. From any thread. */
    public CompletionStage<Void> eventsPublished() {
        return result(done -> context.afterPublication(
                guarded(() -> context.events().afterwards(() -> done.complete(null)), done::completeExceptionally)));
    }

    /**
     * Makes the processes follow the plan and what code has created, with as few restarts as possible. The processes that start
     * after the application stay as they are until {@link #reconcileRest}. From any thread. Once the stage is completed, the
     * plan is in the snapshot, and every start and stop that waits for nothing is requested. The stage fails with what the step
     * throws.
     *
     * @return the created processes that cannot go on with this plan, with the reason
     */
    public CompletionStage<List<Problem>> reconcile(Plan next) {
        return follow(() -> reconciler.declare(next));
    }

    /**
     * The application accepts requests: makes the processes follow the plan, which may have changed since the start, and starts
     * the processes that start after the application. From any thread.
     *
     * @return as {@link #reconcile}
     */
    public CompletionStage<List<Problem>> reconcileRest(Plan next) {
        return follow(() -> reconciler.declareRest(next));
    }

    private CompletionStage<List<Problem>> follow(Supplier<List<Problem>> change) {
        return result(done -> {
            List<Problem> dropped = change.get();
            context.afterPublication(() -> done.complete(dropped));
        });
    }

    /** Runs a step soon that completes its result. The result fails with what the step throws. From any thread. */
    private <T> CompletionStage<T> result(Consumer<CompletableFuture<T>> step) {
        CompletableFuture<T> done = new CompletableFuture<>();
        post(() -> step.accept(done), done::completeExceptionally);
        return done;
    }

    /** Runs a step soon. {@code failed} receives what the step throws, or why the loop cannot take the step. From any thread. */
    private void post(Runnable step, Consumer<Throwable> failed) {
        try {
            post(guarded(step, failed));
        } catch (RuntimeException | Error e) {
            failed.accept(e);
        }
    }

    private static Runnable guarded(Runnable step, Consumer<Throwable> failed) {
        return () -> {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                failed.accept(e);
                throw e;
            }
        };
    }

    /** Sets what watches the files of the processes, before the first plan. */
    public void watchWith(FileWatch watch) {
        files.watchWith(watch);
    }

    /**
     * Watched files of a process have changed. From any thread.
     *
     * @param what the files, as the beginning of a sentence: {@code src/a.py has changed}
     */
    public void filesChanged(String id, String what) {
        post(() -> files.changed(id, what));
    }

    /** Some files of a process are not watched; {@code why} is a sentence. From any thread. */
    public void filesUnwatched(String id, String why) {
        post(() -> files.unwatched(id, why));
    }

    /** Measures the running processes that have metrics. From any thread; the result is in the snapshot soon after. */
    public void measure() {
        post(measurements::take);
    }

    /**
     * Adds processes at the request of the application. On the loop.
     *
     * @throws ProcessException if one of them is refused, and then none is added
     */
    void create(Collection<ProcessDefinition> definitions) {
        if (context.application().isEmpty()) {
            String id = definitions.iterator().next().id();
            throw new ProcessException(Reason.CLOSED, id,
                    "cannot create process '" + id + "': there is no application that it could belong to");
        }
        reconciler.create(definitions);
    }

    /**
     * Removes a process; the result is completed when nothing of it is alive. On the loop.
     *
     * @throws ProcessException if there is none, or if others depend on it
     */
    void remove(String id, PendingResult<ProcessStatus> result) {
        reconciler.remove(id).await(result);
    }

    /**
     * Replaces the replicas of a process by others; none removes the process. On the loop.
     *
     * @throws ProcessException as {@link PlannedProcesses#resize}
     */
    void resize(String group, List<ProcessDefinition> replicas) {
        reconciler.resize(group, replicas);
    }

    /** Whether a process is up or is to come up. On the loop. */
    boolean isToBeUp(String id) {
        return registry.findPlanned(id).filter(process -> process.state().goal() == Goal.UP).isPresent();
    }

    /** Stops all processes in order; those that run elsewhere are watched further. From any thread. */
    void stopAll(OrderedShutdown.Deadline deadline) {
        stop(definition -> !definition.external(), deadline);
    }

    /** Stops all processes in order except those that outlive the application. From any thread. */
    void stopAttached(OrderedShutdown.Deadline deadline) {
        post(() -> unplan(definition -> true));
        stop(definition -> !definition.execution().detached(), deadline);
    }

    /** Stops the processes in order that stop before the application does. Nothing starts them again. From any thread. */
    void stopBeforeApp(OrderedShutdown.Deadline deadline) {
        post(() -> {
            commands.forbidStarts(ProcessSettings::stopsBeforeApp);
            unplan(ProcessSettings::stopsBeforeApp);
        });
        stop(ProcessSettings::stopsBeforeApp, deadline);
    }

    /** No schedule starts these processes any more, so their statuses must name no next run. */
    private void unplan(Predicate<ProcessDefinition> which) {
        for (SupervisedProcess process : registry.all()) {
            if (which.test(process.state().definition()) && process.state().runs().unplan()) {
                process.changed();
            }
        }
    }

    /** Kills all processes at once except those that outlive the application. From any thread. */
    public void killAttached() {
        post(() -> {
            for (SupervisedProcess process : registry.all()) {
                if (!process.state().definition().execution().detached()) {
                    commands.kill(process);
                }
            }
        });
    }

    private void stop(Predicate<ProcessDefinition> which, OrderedShutdown.Deadline deadline) {
        post(() -> shutdowns.begin(registry.plan(),
                registry.all().stream().filter(one -> which.test(one.state().definition())).map(SupervisedProcess::id).toList(),
                deadline),
                error -> deadline.result()
                        .ifPresent(result -> result.fail(Reason.INTERNAL, PendingResults.fault(error))));
    }

    /** Runs a step soon. From any thread. */
    void post(Runnable step) {
        context.post(step);
    }

    ProcessRunner runner() {
        return context.runner();
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
    Followers followers() {
        return followers;
    }

    /** On the loop. */
    Shutdowns shutdowns() {
        return shutdowns;
    }

    private void release(String id) {
        shutdowns.release(id);
    }

    private SupervisedProcess supervise(ProcessDefinition definition) {
        return new SupervisedProcess(context, definition,
                process -> new ReportDecisions(context, process, followers::startedAgain, commands::runQueued));
    }
}
