package io.quarkiverse.processmanager;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something happened to a process. Each event is told to synchronous and asynchronous CDI observers, with the qualifier
 * {@link ForProcess} of the process, and to those who asked {@link ProcessManager#on} or {@link ProcessManager#events()}. Each
 * of them hears the events in order, on a thread that may be blocked, and can hold up only itself: one that is far behind loses
 * the oldest events, and the log says so once.
 */
public sealed interface ProcessEvent {

    /** The process it is about. */
    String id();

    /** The start of the process it is about; 0 before the first. */
    long incarnation();

    /** When it happened. */
    Instant time();

    /** It is held back by others; fired again when the list changes. */
    record Waiting(String id, long incarnation, Instant time, List<String> waitingFor) implements ProcessEvent {
        public Waiting {
            waitingFor = List.copyOf(waitingFor);
        }
    }

    /** The operating system is being asked for a process. */
    record Starting(String id, long incarnation, Instant time) implements ProcessEvent {
    }

    /** The operating system has started it; it has not proved itself yet. */
    record Started(String id, long incarnation, Instant time, long pid) implements ProcessEvent {
    }

    /** It is up. {@code after} is the time since it was started; {@code health} is healthy or unchecked. */
    record Running(String id, long incarnation, Instant time, Duration after, Health health) implements ProcessEvent {
    }

    /** Its checks succeed: for the first time or, if it has {@code recovered}, after it was unhealthy. */
    record Healthy(String id, long incarnation, Instant time, Duration after, boolean recovered) implements ProcessEvent {
    }

    /** Too many checks in a row have failed; {@code error} is what the last one saw. */
    record Unhealthy(String id, long incarnation, Instant time, String error) implements ProcessEvent {
    }

    /** What it and everything that it has started use now. */
    record Metrics(String id, long incarnation, Instant time, ProcessMetrics metrics) implements ProcessEvent {
    }

    /**
     * It has been over one of its {@link UsageLimits} for as many measurements as these say; told again only after it was
     * within them. {@code why} names the values. With {@link UsageLimits.Action#RESTART} it is stopped now, as one that has
     * failed; it {@code willRestart} if its restart policy then allows one more start. {@link Crashed} follows and says more.
     */
    record OverLimit(String id, long incarnation, Instant time, String why, boolean willRestart) implements ProcessEvent {
    }

    /** It is being asked to end; {@code why} says on whose behalf. */
    record Stopping(String id, long incarnation, Instant time, String why) implements ProcessEvent {
    }

    /**
     * It has ended because somebody asked, with everything that it had started. {@code exit} is how its last run ended; absent
     * if there was none.
     */
    record Stopped(String id, long incarnation, Instant time, Optional<Exit> exit) implements ProcessEvent {
    }

    /**
     * It ended, could not be started, or was stopped as unhealthy or over its limit. {@code nextDelay} is zero without a
     * restart.
     */
    record Crashed(String id, long incarnation, Instant time, Exit exit, String error, boolean willRestart, int restartCount,
            int maxRestarts, Duration nextDelay) implements ProcessEvent {
    }

    /** It has failed for good; nobody will try again by itself. {@code lastLines} is the end of its output. */
    record GaveUp(String id, long incarnation, Instant time, ProcessException.Reason reason, String why,
            List<String> lastLines) implements ProcessEvent {
        public GaveUp {
            lastLines = List.copyOf(lastLines);
        }
    }

    /**
     * It wrote a line. Told only to those who ask for this very type: whoever observes all events does not get the output, too.
     */
    record Output(LogLine line) implements ProcessEvent {

        @Override
        public String id() {
            return line.processId();
        }

        @Override
        public long incarnation() {
            return line.incarnation();
        }

        @Override
        public Instant time() {
            return line.time();
        }
    }

    /** It ended by itself, with success. */
    record Completed(String id, long incarnation, Instant time, Exit exit) implements ProcessEvent {
    }
}
