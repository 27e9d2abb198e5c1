package io.quarkiverse.processmanager.runtime.rules;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessPhase;

/**
 * The phase of a process as its events and the {@link Lifecycle} alone determine it. Two phases are entered without an event:
 * WAITING if there is nothing to wait for, and KILLING. {@link ProcessEvent.Killing} follows KILLING only if a process of the
 * tree is still alive then. A task also enters RUNNING without an event.
 *
 * @param phase the phase after the last event
 * @param incarnation the number of the last start
 * @param alive whether the operating system has started that one
 * @param crashed whether the last event says that the process crashed and does not restart
 */
public record EventPath(ProcessPhase phase, long incarnation, boolean alive, boolean crashed) {

    /** A process without events. */
    public static final EventPath NEW = new EventPath(ProcessPhase.STOPPED, 0, false, false);

    /** The path with one more event; empty if the event is illegal here. */
    public Optional<EventPath> and(ProcessEvent event) {
        boolean starting = event instanceof ProcessEvent.Starting;
        if (event.incarnation() != (starting ? incarnation + 1 : incarnation)) {
            return Optional.empty();
        }
        return next(event).map(next -> new EventPath(next, event.incarnation(),
                !starting && (alive || event instanceof ProcessEvent.Started),
                event instanceof ProcessEvent.Crashed crash && !crash.willRestart()));
    }

    /** The path of a process that runs elsewhere: it is alive without an event that says so. */
    public EventPath elsewhere() {
        return new EventPath(phase, incarnation, true, crashed);
    }

    private Optional<ProcessPhase> next(ProcessEvent event) {
        if (crashed) {
            return event instanceof ProcessEvent.GaveUp ? Optional.of(ProcessPhase.FAILED) : Optional.empty();
        } else if (event instanceof ProcessEvent.Waiting) {
            return possible().contains(ProcessPhase.WAITING) ? Optional.of(ProcessPhase.WAITING) : Optional.empty();
        } else if (event instanceof ProcessEvent.Starting) {
            return by(ProcessPhase.STARTING, Trigger.READY);
        } else if (event instanceof ProcessEvent.Started) {
            boolean isStart = phase == ProcessPhase.STARTING || phase == ProcessPhase.STOPPING;
            return isStart && !alive ? Optional.of(phase) : Optional.empty();
        } else if (event instanceof ProcessEvent.Running) {
            return alive ? by(ProcessPhase.RUNNING, Trigger.UP, Trigger.TIMER) : Optional.empty();
        } else if (event instanceof ProcessEvent.Healthy || event instanceof ProcessEvent.Unhealthy
                || event instanceof ProcessEvent.LivenessFailed
                || event instanceof ProcessEvent.OverLimit || event instanceof ProcessEvent.AwaitingInput) {
            // A task is running from its start on, without a further event.
            return phase == ProcessPhase.RUNNING || phase == ProcessPhase.STARTING && alive ? Optional.of(phase)
                    : Optional.empty();
        } else if (event instanceof ProcessEvent.Stopping) {
            return by(ProcessPhase.STOPPING, Trigger.STOP, Trigger.SWEEP);
        } else if (event instanceof ProcessEvent.Killing) {
            return possible().contains(ProcessPhase.KILLING) ? Optional.of(ProcessPhase.KILLING) : Optional.empty();
        } else if (event instanceof ProcessEvent.Stopped) {
            return by(ProcessPhase.STOPPED, Trigger.STOP, Trigger.HALT);
        } else if (event instanceof ProcessEvent.Completed) {
            return by(ProcessPhase.COMPLETED, Trigger.COMPLETE);
        } else if (event instanceof ProcessEvent.Crashed crash) {
            return crash.willRestart() ? by(ProcessPhase.BACKOFF, Trigger.RETRY) : by(ProcessPhase.FAILED, Trigger.GIVE_UP);
        } else if (event instanceof ProcessEvent.GaveUp) {
            return by(ProcessPhase.FAILED, Trigger.BLOCKED, Trigger.TIMER);
        }
        // Measurements and output do not depend on the phase.
        return Optional.of(phase);
    }

    private Optional<ProcessPhase> by(ProcessPhase next, Trigger... triggers) {
        for (ProcessPhase from : possible()) {
            for (Trigger trigger : triggers) {
                if (from != next && Lifecycle.next(from, trigger).filter(next::equals).isPresent()) {
                    return Optional.of(next);
                }
            }
        }
        return Optional.empty();
    }

    /** The phases that the process can have entered since without an event. */
    private Set<ProcessPhase> possible() {
        Set<ProcessPhase> possible = EnumSet.of(phase);
        boolean more = true;
        while (more) {
            more = false;
            for (ProcessPhase from : EnumSet.copyOf(possible)) {
                for (Trigger trigger : Trigger.values()) {
                    more |= Lifecycle.next(from, trigger).filter(EventPath::isSilent).filter(possible::add).isPresent();
                }
            }
        }
        return possible;
    }

    private static boolean isSilent(ProcessPhase phase) {
        return phase == ProcessPhase.WAITING || phase == ProcessPhase.KILLING;
    }
}
