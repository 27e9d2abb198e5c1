package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkiverse.processmanager.runtime.definition.PortClaim;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.rules.ProbeTally;
import io.quarkiverse.processmanager.runtime.rules.Words;

/**
 * Probes one incarnation of a process again and again, never twice at once. It pauses while there is no application to run the
 * probes. Confined to the loop.
 */
final class Prober {

    /** A probe knows its timeout and says what it has waited for. One that says nothing so long after it has failed, too. */
    private static final Duration LATE = Duration.ofMillis(500);

    private final Loop loop;
    private final Subject subject;
    private final ProcessCheck check;
    private final Listener listener;

    private ProbeTally tally = ProbeTally.NONE;
    private Loop.Timer timer = Loop.Timer.NONE;
    private Optional<CompletionStage<ProbeResult>> running = Optional.empty();
    /** The number of the current check; the result of any other check is stale. */
    private long wanted;
    private Instant askedAt;

    /** Receives each result, with the health before it and the time until it came. */
    interface Listener {
        void counted(Health before, ProbeResult result, Duration took);
    }

    /**
     * What is checked.
     *
     * @param processId the id of the process
     * @param process the incarnation
     * @param check the check
     * @param ports the ports on which no other process may listen
     */
    record Subject(String processId, RunningProcess process, ProcessCheck check, List<PortClaim> ports) {
    }

    Prober(Loop loop, Subject subject, Listener listener) {
        this.loop = loop;
        this.subject = subject;
        this.check = subject.check();
        this.listener = listener;
        this.askedAt = loop.now();
    }

    ProcessCheck check() {
        return check;
    }

    Health health() {
        return tally.health();
    }

    /** Continues the schedule; probes run in the given application. */
    void resume(ApplicationServices application) {
        pause();
        timer = loop.after(tally.pause(check.schedule()), () -> probe(application));
    }

    /** Cancels the running check and starts no other one; the tally is kept. */
    void pause() {
        timer.cancel();
        wanted++;
        running.ifPresent(stage -> stage.toCompletableFuture().cancel(false));
        running = Optional.empty();
    }

    private void probe(ApplicationServices application) {
        long number = ++wanted;
        askedAt = loop.now();
        ProbeSchedule schedule = check.schedule();
        timer = loop.after(schedule.timeout().plus(LATE), () -> {
            pause();
            count(ProbeResult.failure("no answer within " + Words.of(schedule.timeout())), application);
        });
        try {
            CompletionStage<ProbeResult> stage = application.check(subject.processId(), check.probe(), subject.process(),
                    schedule.timeout());
            running = Optional.of(stage);
            own(stage).whenComplete((result, error) -> loop.post(() -> answer(number, result, error, application)));
        } catch (RuntimeException e) {
            loop.post(() -> answer(number, null, e, application));
        }
    }

    /** Until the first success, an answer of another process is a failure. Later checks do not determine the holder of the port. */
    private CompletionStage<ProbeResult> own(CompletionStage<ProbeResult> stage) {
        if (!tally.isOpen() || subject.ports().isEmpty()) {
            return stage;
        }
        return stage.thenCompose(result -> !result.success() ? CompletableFuture.completedFuture(result)
                : subject.process().portConflict(subject.ports())
                        .handle((conflict, error) -> error != null ? result
                                : conflict.map(ProbeResult::failure).orElse(result)));
    }

    private void answer(long number, ProbeResult result, Throwable error, ApplicationServices application) {
        if (number != wanted) {
            return;
        }
        timer.cancel();
        running = Optional.empty();
        count(result != null ? result : ProbeResult.failure("the check itself failed: " + error), application);
    }

    private void count(ProbeResult result, ApplicationServices application) {
        Health before = tally.health();
        tally = tally.with(result, check.schedule());
        long counted = wanted;
        listener.counted(before, result, Duration.between(askedAt, loop.now()));
        // The listener may have ended this incarnation, and with it this prober.
        if (counted == wanted) {
            resume(application);
        }
    }
}
