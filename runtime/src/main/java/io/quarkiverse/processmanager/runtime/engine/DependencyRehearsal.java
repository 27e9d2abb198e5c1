package io.quarkiverse.processmanager.runtime.engine;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.plan.PortClaims;
import io.quarkiverse.processmanager.runtime.supervisor.Supervisor;
import io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices;
import io.quarkiverse.processmanager.runtime.supervisor.application.CheckRequest;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSink;
import io.quarkiverse.processmanager.runtime.supervisor.loop.ThreadLoop;

/**
 * Lets an imaginary process wait for the port of another one, once, with a supervisor of its own. It runs while a process of a
 * packaged application waits for another one whose port does not listen yet. Without the rehearsal the first process that waits starts
 * 4 to 15 ms later, because the code from the port to the next start is loaded and linked then. Its thread ends with it. Safe for use
 * by several threads.
 */
final class DependencyRehearsal {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final long PATIENCE_SECONDS = 5;
    private static final String ID = "rehearsal";
    private static final String WAITING = "rehearsal-waiting";
    /** Any port will do: nothing opens it. */
    private static final int PORT = 1;

    private final Runnable rehearsal;
    private final Set<Condition> missing = EnumSet.allOf(Condition.class);

    private enum Condition {
        APPLICATION,
        /** A process waits for another one. */
        WAITING,
        /** A process that has a port has started. From then on it takes a while until the port listens. */
        PORT
    }

    /** @param ports finds the holders of ports as for a real process */
    DependencyRehearsal(ImaginaryRunner.Ports ports) {
        this(() -> EngineThreads.create(ID, () -> run(new ImaginaryRunner(ports))).start());
    }

    /** @param rehearsal runs once, when there is a process to rehearse for; returns at once */
    DependencyRehearsal(Runnable rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** A packaged application is up. */
    void applicationIsUp() {
        happened(Condition.APPLICATION);
    }

    /** Receives each event, with the plan that it belongs to. */
    void accept(ProcessEvent event, Plan plan) {
        if (event instanceof ProcessEvent.Waiting) {
            happened(Condition.WAITING);
        } else if (event instanceof ProcessEvent.Started && isMissing(Condition.PORT)
                && plan.find(event.id()).filter(definition -> !PortClaims.of(definition).isEmpty()).isPresent()) {
            happened(Condition.PORT);
        }
    }

    private synchronized boolean isMissing(Condition condition) {
        return missing.contains(condition);
    }

    private synchronized void happened(Condition condition) {
        if (missing.remove(condition) && missing.isEmpty()) {
            rehearsal.run();
        }
    }

    /** Returns whether the process that waits was started. A failure has no effect but a slower first start of such a process. */
    static boolean run(ImaginaryRunner runner) {
        try (ThreadLoop loop = new ThreadLoop(EngineThreads.factory(ID))) {
            Supervisor supervisor = new Supervisor(loop, runner, () -> 0, Runnable::run, (event, state) -> {
            });
            supervisor.attach(new FailingChecks(new Listeners(runner)));
            supervisor.reconcile(Plan.ofChecked(List.of(
                    ProcessDefinition.builder(ID).command(ID).port(PORT).health(check -> check.type(CheckType.TCP)).build(),
                    ProcessDefinition.builder(WAITING).command(ID).dependsOn(ID).build())))
                    .toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return runner.awaitStarts(2, PATIENCE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            LOG.debug("cannot rehearse the wait for a process", e);
            return false;
        }
    }

    /** Checks that connect to nothing. The port is found to listen without them. */
    private record FailingChecks(EventSink events) implements ApplicationServices {

        @Override
        public CompletionStage<ProbeResult> check(CheckRequest request) {
            return CompletableFuture.completedFuture(ProbeResult.failure("a rehearsal connects to no port"));
        }
    }
}
