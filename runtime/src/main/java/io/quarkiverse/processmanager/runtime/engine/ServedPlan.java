package io.quarkiverse.processmanager.runtime.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.config.ports.PortChoice;
import io.quarkiverse.processmanager.runtime.console.EngineLog;
import io.quarkiverse.processmanager.runtime.engine.log.StartLog;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.supervisor.Supervisor;

/**
 * The plan of the application that an engine serves. The supervisor receives it in two parts: what starts with the application,
 * and the rest when the application accepts requests. A lost port changes it. For any thread.
 */
final class ServedPlan {

    private static final EngineLog LOG = new EngineLog("io.quarkiverse.processmanager");

    private final Supervisor supervisor;
    private final EngineEnd end;
    private final EngineReport report;
    private final LostPorts lostPorts;
    private volatile @Nullable Plan served;
    private volatile boolean accepting;

    /** @param executor runs what reads the configuration */
    ServedPlan(Supervisor supervisor, EngineEnd end, EngineReport report, Executor executor) {
        this.supervisor = supervisor;
        this.end = end;
        this.report = report;
        Supplier<Plan> all = () -> supervisor.snapshot().plan();
        this.lostPorts = new LostPorts(new LostPorts.Plans(() -> served().orElse(Plan.EMPTY), all),
                new LostPorts.Choices(PortChoice::lost, new ChosenPorts(all)), this::followAgain, executor);
    }

    /** The plan that came last, without the processes that code creates; empty if no application is served. */
    Optional<Plan> served() {
        return Optional.ofNullable(served);
    }

    /** The processes of the plan that do not wait for the application to accept requests. */
    Plan beforeAppListens(Plan plan) {
        Plan before = supervisor.snapshot().plan();
        return plan.scaledAs(before).beforeAppListens(before);
    }

    /** An application starts: the processes follow the first part of its plan. Waits until the snapshot has them. */
    void begin(Plan plan, Plan now) {
        accepting = false;
        served = plan.scaledAs(supervisor.snapshot().plan());
        await(now);
    }

    private void await(Plan now) {
        StageWait.await("apply the plan", supervisor.reconcile(now).thenAccept(ServedPlan::dropped));
    }

    /** The processes follow another plan, all of it. Waits until the snapshot has them. */
    void declare(Plan plan) {
        served = plan;
        StageWait.await("apply the plan", supervisor.reconcileRest(plan).thenAccept(ServedPlan::dropped));
    }

    /**
     * The application accepts requests: the processes follow the second part of the plan, too.
     *
     * @param current the plan with the present settings; only those of the processes that start after the application are used
     */
    void applicationAccepts(Plan current) {
        // The replacement of a lost port changes the served plan, too.
        synchronized (lostPorts) {
            Plan plan = served().orElse(Plan.EMPTY).withAfterAppOf(current);
            report.startBegins(StartLog.startingAfterApp(plan, supervisor.snapshot()), plan);
            accepting = true;
            declare(plan);
        }
    }

    /** A process has lost a port, or is up. On the thread that publishes. */
    void accept(ProcessEvent event) {
        lostPorts.accept(event);
    }

    /**
     * Gives other ports to the processes that have failed because something else has taken a chosen port before their first
     * success.
     *
     * @param current reads the present plan of the application
     * @return whether a process has other ports now
     */
    boolean replaceLostPorts(Supplier<Plan> current) {
        boolean replaced = false;
        for (ProcessStatus status : supervisor.snapshot().statuses().values()) {
            if (status.phase() == ProcessPhase.FAILED && status.failure().filter(Reason.PORT_IN_USE::equals).isPresent()) {
                replaced |= lostPorts.replace(status.id(), current);
            }
        }
        return replaced;
    }

    /** Does the same from now on until the application ends. */
    void watchLostPorts(Supplier<Plan> current) {
        lostPorts.applicationStarted(current);
        replaceLostPorts(current);
    }

    private void followAgain(Plan next) {
        if (end.hasBegun() || served == null) {
            return;
        }
        if (accepting || !next.hasAfterApp()) {
            declare(next);
        } else {
            served = next;
            await(beforeAppListens(next));
        }
    }

    /** No application is served. */
    void end() {
        served = null;
        lostPorts.applicationEnds();
    }

    static void dropped(List<Problem> problems) {
        problems.forEach(problem -> LOG.warnf("process '%s', which was to be kept on a live reload, is stopped: %s",
                problem.processId(), problem.message()));
    }
}
