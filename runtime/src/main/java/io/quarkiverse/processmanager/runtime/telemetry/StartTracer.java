package io.quarkiverse.processmanager.runtime.telemetry;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.telemetry.OpenStart.Outcome;
import io.quarkiverse.processmanager.runtime.time.Durations;

/**
 * Makes the spans of the starts out of the events. A span is finished when the process is ready, has completed or has failed, with
 * the times of the events, so that it does not matter when OpenTelemetry is there. A crash begins the span of the restart, which
 * lasts until the process is ready again. On the thread that publishes, also between two applications.
 */
final class StartTracer {

    private static final String WAIT = "wait for dependencies";
    private static final String BACKOFF = "wait before the restart";
    private static final String SPAWN = "start the program";
    private static final String UNTIL_READY = "until ready";

    private final StartIdentities identities;
    private final LongSupplier random;
    private final Consumer<FinishedSpan> finished;
    private final Map<String, OpenStart> open = new HashMap<>();
    private Optional<ApplicationSpan> application = Optional.empty();
    private Snapshot now = Snapshot.EMPTY;

    StartTracer(StartIdentities identities, LongSupplier random, Consumer<FinishedSpan> finished) {
        this.identities = identities;
        this.random = random;
        this.finished = finished;
    }

    /** Another application starts; the span of the start before it ends. */
    void applicationStarts(ApplicationSpan next) {
        endApplication();
        application = Optional.of(next);
    }

    /** These processes start together. */
    void startBegins(Collection<String> ids, Instant time) {
        application.ifPresent(span -> span.begins(ids, time));
    }

    /** The application ends for good: no later event belongs to a span. */
    void end(Instant time) {
        List.copyOf(open.keySet()).forEach(id -> end(id, Outcome.ABANDONED, time, Optional.empty()));
        endApplication();
    }

    private void endApplication() {
        application.flatMap(ApplicationSpan::span).ifPresent(finished);
        application = Optional.empty();
    }

    void accept(ProcessEvent event, Snapshot state) {
        now = state;
        if (event instanceof ProcessEvent.Waiting waiting) {
            waits(waiting);
        } else if (event instanceof ProcessEvent.Starting starting) {
            starts(starting);
        } else if (event instanceof ProcessEvent.Started started) {
            started(started);
        } else if (event instanceof ProcessEvent.Running running) {
            if (running.health() == Health.HEALTHY || running.health() == Health.UNCHECKED) {
                end(event.id(), Outcome.READY, event.time(), Optional.empty());
            }
        } else if (event instanceof ProcessEvent.Completed completed) {
            end(event.id(), completed.exit().wasSkipped() ? Outcome.SKIPPED : Outcome.COMPLETED, event.time(),
                    Optional.empty());
        } else if (event instanceof ProcessEvent.Crashed crashed) {
            crashed(crashed);
        } else if (event instanceof ProcessEvent.GaveUp failed) {
            failed(failed);
        } else if (event instanceof ProcessEvent.Stopped) {
            end(event.id(), Outcome.STOPPED, event.time(), Optional.empty());
        } else {
            note(event);
        }
        if (!open.containsKey(event.id())) {
            identities.keep(state.statuses().keySet());
        }
    }

    /** An event that neither begins nor ends a start. */
    private void note(ProcessEvent event) {
        OpenStart start = open.get(event.id());
        if (start == null) {
            return;
        }
        if (event instanceof ProcessEvent.Stopping stopping) {
            start.event("process.stopping", event.time(), Map.of(StartAttributes.REASON, stopping.why()));
        } else if (event instanceof ProcessEvent.Killing killing) {
            start.event("process.killed", event.time(), StartAttributes.texts(StartAttributes.LEFT, killing.left()));
        } else if (event instanceof ProcessEvent.AwaitingInput asking) {
            start.event("process.awaiting_input", event.time(), Map.of(StartAttributes.LINE, asking.line()));
        }
    }

    private void waits(ProcessEvent.Waiting waiting) {
        OpenStart start = open.get(waiting.id());
        if (start == null) {
            // The number is that of the start before.
            start = begin(waiting.id(), waiting.incarnation() + 1, 0, waiting.time());
        }
        if (!start.isIn(WAIT)) {
            start.step(WAIT, waiting.time());
        }
        start.event("process.waiting", waiting.time(),
                StartAttributes.texts(StartAttributes.WAITING_FOR, waiting.waitingFor()));
    }

    private void starts(ProcessEvent.Starting starting) {
        OpenStart start = open.get(starting.id());
        if (start != null && start.number() != starting.incarnation()) {
            end(starting.id(), Outcome.SUPERSEDED, starting.time(), Optional.empty());
            start = null;
        }
        if (start == null) {
            start = begin(starting.id(), starting.incarnation(), 0, starting.time());
        }
        start.step(SPAWN, starting.time());
        linkDependencies(starting.id(), start);
    }

    /** The dependencies have met their conditions. */
    private void linkDependencies(String id, OpenStart start) {
        now.plan().find(id).ifPresent(definition -> now.plan().waitsFor(definition).forEach((other, condition) -> identities
                .latest(other).ifPresent(dependency -> start.link(dependency.ids(),
                        StartAttributes.dependency(other, condition.name().toLowerCase(Locale.ROOT))))));
    }

    private void started(ProcessEvent.Started started) {
        OpenStart start = open.get(started.id());
        if (start != null && start.number() == started.incarnation()) {
            start.attribute(StartAttributes.PID, started.pid());
            start.event("process.started", started.time(), Map.of(StartAttributes.PID, started.pid()));
            start.step(UNTIL_READY, started.time());
        }
    }

    /** A crash ends the start that it belongs to, or concerns a process that was ready. */
    private void crashed(ProcessEvent.Crashed crashed) {
        String id = crashed.id();
        Map<String, Object> exit = StartAttributes.of(crashed.exit(), crashed.error());
        OpenStart start = open.get(id);
        boolean starting = start != null && start.number() == crashed.incarnation();
        if (starting) {
            exit.forEach(start::attribute);
            end(id, Outcome.FAILED, crashed.time(), Optional.of(crashed.error()));
        }
        if (crashed.willRestart()) {
            OpenStart next = begin(id, crashed.incarnation() + 1, crashed.restartCount(), crashed.time());
            next.attribute(StartAttributes.ATTEMPT, (long) crashed.restartCount());
            crashed.maxRestarts().ifPresent(most -> next.attribute(StartAttributes.MAXIMUM, (long) most));
            next.attribute(StartAttributes.DELAY, Durations.millis(crashed.nextDelay()));
            next.event("process.crashed", crashed.time(), exit);
            next.step(BACKOFF, crashed.time());
        } else if (!starting) {
            alone("crash " + id, crashed, exit, crashed.error());
        }
    }

    /** Nothing follows: a span without a duration, with the status of an error. */
    private void alone(String name, ProcessEvent event, Map<String, Object> exit, String error) {
        StartIdentity crash = new StartIdentity(event.incarnation(), SpanIds.ofNewTrace(random), Optional.empty(),
                identities.latest(event.id()).map(StartIdentity::ids));
        OpenStart span = fill(new OpenStart(crash, name, event.time(), random), event.id());
        exit.forEach(span::attribute);
        span.end(Outcome.FAILED, event.time(), Optional.of(error)).forEach(finished);
    }

    private void failed(ProcessEvent.GaveUp failed) {
        if (!open.containsKey(failed.id()) && application.filter(span -> span.expects(failed.id())).isPresent()) {
            // A dependency has failed before the process had to wait for it.
            begin(failed.id(), failed.incarnation() + 1, 0, failed.time());
        }
        OpenStart start = open.get(failed.id());
        if (start != null) {
            start.attribute(StartAttributes.ERROR_TYPE, failed.reason().name());
            end(failed.id(), Outcome.FAILED, failed.time(), Optional.of(failed.why()));
        }
    }

    private OpenStart begin(String id, long number, int attempt, Instant time) {
        StartIdentity identity = identities.of(id, number, attempt);
        OpenStart start = fill(new OpenStart(identity, (attempt == 0 ? "start " : "restart ") + id, time, random), id);
        open.put(id, start);
        return start;
    }

    private OpenStart fill(OpenStart start, String id) {
        start.attribute(StartAttributes.ID, id);
        start.attribute(StartAttributes.INCARNATION, start.number());
        now.plan().find(id).map(StartAttributes::of).orElse(Map.of()).forEach(start::attribute);
        start.identity().previous().ifPresent(before -> start.link(before, new LinkedHashMap<>()));
        return start;
    }

    private void end(String id, Outcome outcome, Instant time, Optional<String> error) {
        OpenStart start = open.remove(id);
        if (start != null) {
            identities.ended(id, start.number(), time);
            start.end(outcome, time, error).forEach(finished);
            if (isBeforeLaunch(id, start)) {
                identities.renew(id);
            }
        }
        application.ifPresent(span -> {
            span.ended(id, outcome == Outcome.FAILED, time);
            if (span.isComplete()) {
                endApplication();
            }
        });
    }

    /** Whether the next start has the same number, because this one has ended before the process was started. */
    private boolean isBeforeLaunch(String id, OpenStart start) {
        ProcessStatus status = now.statuses().get(id);
        return status == null || status.incarnation() < start.number();
    }
}
