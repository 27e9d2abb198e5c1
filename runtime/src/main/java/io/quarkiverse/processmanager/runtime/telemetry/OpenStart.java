package io.quarkiverse.processmanager.runtime.telemetry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A start that has not ended: collects what belongs to its span. The span has a child for each step: the pause before a restart, the
 * wait for dependencies, the start of the program, and the time until the process is ready. One thread at a time.
 */
final class OpenStart {

    /** How a start has ended. */
    enum Outcome {
        READY,
        COMPLETED,
        SKIPPED,
        FAILED,
        STOPPED,
        /** Another start has begun. */
        SUPERSEDED,
        /** The application has ended. */
        ABANDONED
    }

    /** A step of the start, until the next one begins. */
    private record Step(String name, Instant begin) {
    }

    /** As many as OpenTelemetry keeps of one span by default: a process can wait for long, each time for another state of others. */
    private static final int MOST_EVENTS = 128;

    private final StartIdentity identity;
    private final String name;
    private final Instant begin;
    private final LongSupplier random;
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private final List<FinishedSpan.Event> events = new ArrayList<>();
    private final List<FinishedSpan.Link> links = new ArrayList<>();
    private final List<FinishedSpan> steps = new ArrayList<>();
    private Optional<Step> step = Optional.empty();
    private long eventsLeftOut;

    /** @param name the name of the span */
    OpenStart(StartIdentity identity, String name, Instant begin, LongSupplier random) {
        this.identity = identity;
        this.name = name;
        this.begin = begin;
        this.random = random;
    }

    long number() {
        return identity.number();
    }

    StartIdentity identity() {
        return identity;
    }

    void attribute(String key, Object value) {
        attributes.put(key, value);
    }

    /** Adds an event. Of very many, those in the middle are left out, and an attribute of the span counts them. */
    void event(String event, Instant time, Map<String, Object> of) {
        if (events.size() == MOST_EVENTS) {
            events.remove(MOST_EVENTS / 2);
            eventsLeftOut++;
            attribute(StartAttributes.EVENTS_LEFT_OUT, eventsLeftOut);
        }
        events.add(new FinishedSpan.Event(event, time, of));
    }

    void link(SpanIds other, Map<String, Object> of) {
        links.add(new FinishedSpan.Link(other, of));
    }

    boolean isIn(String wanted) {
        return step.filter(now -> now.name().equals(wanted)).isPresent();
    }

    /** Ends the current step and begins another one. */
    void step(String next, Instant time) {
        endStep(time, Optional.empty());
        step = Optional.of(new Step(next, time));
    }

    /** A step without a duration has no span. */
    private void endStep(Instant time, Optional<String> error) {
        step.filter(last -> time.isAfter(last.begin())).ifPresent(last -> steps.add(new FinishedSpan(
                identity.ids().other(random), Optional.of(identity.ids()), last.name(), last.begin(), time,
                Map.of(StartAttributes.ID, attributes.get(StartAttributes.ID)), List.of(), List.of(), error)));
        step = Optional.empty();
    }

    /** The span with the spans of its steps before it. */
    List<FinishedSpan> end(Outcome outcome, Instant time, Optional<String> error) {
        endStep(time, error);
        attribute(StartAttributes.OUTCOME, outcome.name().toLowerCase(Locale.ROOT));
        List<FinishedSpan> all = new ArrayList<>(steps);
        all.add(new FinishedSpan(identity.ids(), identity.parent(), name, begin, time, attributes, events, links, error));
        return all;
    }
}
