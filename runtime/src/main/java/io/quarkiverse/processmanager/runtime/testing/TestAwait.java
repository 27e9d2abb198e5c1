package io.quarkiverse.processmanager.runtime.testing;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.rules.FailureCause;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.SystemClock;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Blocks the start of an application in tests until its processes are ready. It is the last step of the start, so it also waits
 * for the processes that start once HTTP listens.
 */
public final class TestAwait {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final Duration PROGRESS = Duration.ofSeconds(5);
    private static final int LAST_LINES = 20;

    private final ProcessManager manager;
    private final Duration limit;

    /**
     * @param limit the limit of the wait for all processes together
     */
    public TestAwait(ProcessManager manager, Duration limit) {
        this.manager = manager;
        this.limit = limit;
    }

    /**
     * Waits. The tests begin without a process that a command has stopped, and without one that is not required and has failed
     * or is not ready at the limit; a line of the log says so.
     *
     * @param ids the processes to wait for; a process that does not run in this mode does not count
     * @throws ProcessException if a process that is required has failed, or is not ready at the limit; the message has its last
     *         lines of output
     */
    public void run(Collection<String> ids) {
        List<ProcessDefinition> processes = manager.processes().stream().filter(process -> ids.contains(process.id()))
                .map(ManagedProcess::definition).toList();
        TestReadiness now = TestReadiness.of(processes, manager.status());
        if (!now.isDecided()) {
            now = decided(processes);
        }
        if (now.failed().isPresent()) {
            ProcessStatus failed = FailureCause.of(now.failed().get(), this::dependencies, manager.status());
            throw exception(failed, failed.failure().orElse(Reason.EXITED), failed.why());
        }
        List<ProcessStatus> late = now.pending().stream().filter(this::isRequired).toList();
        if (!late.isEmpty()) {
            throw timeout(late);
        }
        now.without().forEach(TestAwait::logWithout);
        now.pending().forEach(optional -> LOG.warnf(
                "The tests begin without process '%s', which is not required: it is not ready after %s (%s)", optional.id(),
                Words.of(limit), optional.why()));
    }

    private static void logWithout(ProcessStatus status) {
        if (status.phase() == ProcessPhase.FAILED) {
            LOG.warnf("The tests begin without process '%s', which is not required: %s", status.id(), status.why());
        } else {
            LOG.infof("The tests begin without process '%s': a command has stopped it", status.id());
        }
    }

    private boolean isRequired(ProcessStatus status) {
        return manager.find(status.id()).map(process -> process.definition().report().required()).orElse(false);
    }

    private Collection<String> dependencies(String id) {
        return manager.find(id).map(process -> process.definition().dependencies()).orElse(List.of()).stream()
                .map(Dependency::id).toList();
    }

    /** The readiness when it is decided, or at the limit. */
    private TestReadiness decided(List<ProcessDefinition> processes) {
        CompletableFuture<TestReadiness> decided = new CompletableFuture<>();
        Cancellable subscription = manager.statusUpdates().subscribe().with(update -> {
            TestReadiness readiness = TestReadiness.of(processes, update.statuses());
            if (readiness.isDecided()) {
                decided.complete(readiness);
            }
        }, decided::completeExceptionally, () -> decided.complete(TestReadiness.of(processes, manager.status())));
        try {
            return within(decided, processes);
        } finally {
            subscription.cancel();
        }
    }

    private TestReadiness within(CompletableFuture<TestReadiness> decided, List<ProcessDefinition> processes) {
        long end = SystemClock.nanos() + Durations.nanos(limit);
        while (true) {
            long left = end - SystemClock.nanos();
            try {
                return decided.get(Math.max(1, Math.min(left, Durations.nanos(PROGRESS))), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                TestReadiness now = TestReadiness.of(processes, manager.status());
                if (now.isDecided() || left <= Durations.nanos(PROGRESS)) {
                    return now;
                }
                LOG.infof("The tests wait for %s", words(now.pending()));
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw withoutTrace(new ProcessException(Reason.INTERRUPTED, "",
                        "cannot wait for the processes before the tests: the start was interrupted"));
            }
        }
    }

    private ProcessException timeout(List<ProcessStatus> pending) {
        String others = pending.size() == 1 ? ""
                : "; not ready either: " + words(pending.subList(1, pending.size()));
        return exception(pending.get(0), Reason.TIMEOUT, "it is not ready after " + Words.of(limit) + " ("
                + pending.get(0).why() + ")" + others
                + "; quarkus.process-manager.test.await-timeout sets the limit, quarkus.process-manager.test.await=false"
                + " removes the wait");
    }

    private ProcessException exception(ProcessStatus process, Reason reason, String why) {
        List<String> lines = manager.find(process.id())
                .map(handle -> Secrets.of(handle.definition()).quoteLast(handle::logs, LAST_LINES)).orElse(List.of());
        return withoutTrace(new ProcessException(reason, process.id(),
                "cannot run the tests with process '" + process.id() + "': " + why, process.lastExit().orElse(null), lines));
    }

    private static String words(List<ProcessStatus> pending) {
        return pending.stream().map(status -> status.id() + " (" + status.why() + ")").collect(Collectors.joining(", "));
    }

    /** The message says what to do; the trace of the start would only hide it. */
    private static ProcessException withoutTrace(ProcessException exception) {
        exception.setStackTrace(new StackTraceElement[0]);
        return exception;
    }
}
