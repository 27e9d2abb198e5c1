package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.definition.external.ExternalDefinition;
import io.quarkiverse.processmanager.runtime.rules.FailureCause;
import io.quarkiverse.processmanager.runtime.rules.StartProgress;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * The wait of a start of an application for the processes that start before it. Used by the thread that starts the application;
 * an interrupt of that thread, such as at the end of the JVM, ends the wait.
 */
final class BeforeAppWait {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final int LAST_LINES = 20;

    private final ProcessManager manager;
    private final Plan plan;
    private final Duration limit;
    private final BooleanSupplier ending;
    private final BooleanSupplier shown;
    private final long started = SystemClock.nanos();
    private final Map<String, CompletableFuture<ProcessStatus>> pending = new LinkedHashMap<>();
    private Optional<String> failed = Optional.empty();
    /** The processes without which the application starts. */
    private final Set<String> renounced = new HashSet<>();

    /**
     * Waits for the processes of the plan that are not up and have not completed.
     *
     * @param ending whether all processes are being stopped, because the JVM ends
     * @param shown whether the terminal shows the processes that start, so that the log does not
     */
    BeforeAppWait(ProcessManager manager, Plan plan, Duration limit, BooleanSupplier ending, BooleanSupplier shown) {
        this.ending = ending;
        this.shown = shown;
        this.manager = manager;
        this.plan = plan;
        this.limit = limit;
    }

    /**
     * Whether a process is pending. Checks all processes when none is, because a process that was ready can have exited while
     * the wait was for another one.
     */
    private boolean isPending() {
        if (pending.isEmpty()) {
            addPending();
        }
        return !pending.isEmpty();
    }

    private void addPending() {
        for (ProcessDefinition definition : plan.definitions()) {
            if (ProcessSettings.startsBeforeApp(definition) && !renounced.contains(definition.id())) {
                manager.find(definition.id()).filter(process -> !isUp(process.status())).ifPresent(
                        process -> pending.put(process.id(), process.whenReady().toCompletableFuture()));
            }
        }
    }

    private static boolean isUp(ProcessStatus status) {
        return status.isUp() || status.phase() == ProcessPhase.COMPLETED;
    }

    /** Waits. Returns the error of the start, or nothing if the application can start. */
    Optional<String> await() {
        int line = 0;
        while (true) {
            if (ending.getAsBoolean()) {
                return interrupted();
            }
            Optional<String> refusal = settle();
            if (refusal.isPresent() || !isPending()) {
                return refusal;
            }
            Duration left = Durations.sum(limit, elapsed().negated());
            if (left.isNegative() || left.isZero()) {
                refusal = timedOut();
                if (refusal.isPresent()) {
                    return refusal;
                }
                continue;
            }
            Duration pause = StartProgress.pauseBefore(line);
            try {
                next().get(Math.min(Durations.millis(pause), Durations.millis(left) + 1), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (pause.compareTo(left) < 0) {
                    line++;
                    LOG.logf(shown.getAsBoolean() ? Level.DEBUG : Level.INFO, "%s",
                            progress());
                }
            } catch (ExecutionException e) {
                LOG.debug("a process cannot become ready", e.getCause());
            } catch (InterruptedException e) {
                // The interrupt has ended the start. The shutdown tasks run on this thread next, and they wait for Vert.x to close.
                return interrupted();
            }
        }
    }

    private Optional<String> interrupted() {
        return Optional.of("cannot start the application: its start was interrupted while "
                + progress());
    }

    private String progress() {
        Map<String, String> elsewhere = new HashMap<>();
        plan.definitions().stream().filter(ProcessDefinition::external)
                .forEach(process -> elsewhere.put(process.id(), ExternalDefinition.address(process)));
        return StartProgress.waiting(waiting(), elsewhere, SystemClock.wallTime());
    }

    /** Completed as soon as one of the pending processes is decided. */
    private CompletableFuture<Object> next() {
        return CompletableFuture.anyOf(pending.values().toArray(CompletableFuture[]::new));
    }

    /** Takes the processes that are decided out of the pending ones. Returns the error if one that is required has failed. */
    private Optional<String> settle() {
        List<String> decided = pending.keySet().stream().filter(id -> pending.get(id).isDone()).toList();
        List<ProcessException> failures = new ArrayList<>();
        for (String id : decided) {
            failure(pending.remove(id)).filter(failure -> isRefusal(id, failure)).ifPresent(failures::add);
        }
        return failures.stream().findFirst().map(this::refusal);
    }

    private static Optional<ProcessException> failure(CompletableFuture<ProcessStatus> result) {
        try {
            result.join();
            return Optional.empty();
        } catch (RuntimeException e) {
            Throwable cause = e instanceof ProcessException ? e : e.getCause();
            return cause instanceof ProcessException failure ? Optional.of(failure)
                    : Optional.of(new ProcessException(Reason.CLOSED, "", String.valueOf(e.getMessage())));
        }
    }

    private boolean isRefusal(String id, ProcessException failure) {
        if (failure.reason() == Reason.NOT_RUNNING) {
            renounced.add(id);
            LOG.infof("The application starts without process '%s': a command has stopped it", id);
            return false;
        }
        boolean required = plan.find(id).map(definition -> definition.report().required()).orElse(true);
        if (!required) {
            renounced.add(id);
            LOG.warnf("The application starts without process '%s', which is not required: %s", id, failure.getMessage());
        }
        return required;
    }

    /** The process whose failure is the error of the start, after {@link #await()}. */
    Optional<String> failed() {
        return failed;
    }

    private String refusal(ProcessException failure) {
        Map<String, ProcessStatus> now = manager.status();
        ProcessStatus status = now.get(failure.processId());
        if (status == null || status.phase() != ProcessPhase.FAILED) {
            failed = Optional.of(failure.processId());
            return "cannot start the application: " + failure.getMessage();
        }
        // A process that failed because of another one is not the cause, and may be decided before the cause.
        ProcessStatus cause = FailureCause.of(status, this::dependencies, now);
        failed = Optional.of(cause.id());
        return StartProgress.failed(cause, cause.id().equals(status.id()) ? failure.lastLines() : lastLines(cause));
    }

    private Collection<String> dependencies(String id) {
        return plan.find(id).map(definition -> plan.waitsFor(definition).keySet()).orElse(Set.of());
    }

    private List<String> lastLines(ProcessStatus ended) {
        ManagedProcess process = manager.get(ended.id());
        return Secrets.of(process.definition()).quoteLast(
                most -> process.logs(most).stream().filter(line -> line.incarnation() == ended.incarnation()).toList(),
                LAST_LINES);
    }

    /** The limit is over: the application starts without the processes that are not required. */
    private Optional<String> timedOut() {
        List<ProcessStatus> late = new ArrayList<>();
        for (ProcessStatus status : waiting()) {
            if (isRefusal(status.id(), new ProcessException(Reason.TIMEOUT, status.id(),
                    "it is not ready after " + Words.of(limit)))) {
                late.add(status);
            }
        }
        pending.clear();
        if (late.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder error = new StringBuilder(StartProgress.timedOut(late, limit));
        for (ProcessStatus status : late) {
            ManagedProcess process = manager.get(status.id());
            List<String> lines = Secrets.of(process.definition()).quoteLast(process::logs, LAST_LINES);
            if (!lines.isEmpty()) {
                error.append("; the last lines of the output of '").append(status.id()).append("':\n    ")
                        .append(String.join("\n    ", lines));
            }
        }
        return Optional.of(error.toString());
    }

    private Collection<ProcessStatus> waiting() {
        Map<String, ProcessStatus> now = manager.status();
        return pending.keySet().stream().map(now::get).filter(status -> status != null).toList();
    }

    private Duration elapsed() {
        return Duration.ofNanos(SystemClock.nanos() - started);
    }
}
