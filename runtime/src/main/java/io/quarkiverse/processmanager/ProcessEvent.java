package io.quarkiverse.processmanager;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An event in the life of a process. CDI observers, synchronous or asynchronous, receive it with the qualifier
 * {@link ForProcess} of the process; so do the subscribers of {@link ProcessManager#on} and {@link ProcessManager#events()}.
 * Each listener receives the events in order, on a thread that may be blocked, and delays no other listener. A listener that is
 * 1000 events behind loses the oldest ones, and one log line reports the loss.
 */
public sealed interface ProcessEvent {

    /** The id of the process. */
    String id();

    /** The number of the start of the process; 0 before the first. */
    long incarnation();

    /** The time of the event. */
    Instant time();

    /** The process waits for its dependencies. Published again when the list changes. */
    record Waiting(String id, long incarnation, Instant time, List<String> waitingFor) implements ProcessEvent {
        public Waiting {
            waitingFor = List.copyOf(waitingFor);
        }
    }

    /** The process manager is about to start the process. */
    record Starting(String id, long incarnation, Instant time) implements ProcessEvent {
    }

    /** The operating system has started the process, which is not up yet. */
    record Started(String id, long incarnation, Instant time, long pid) implements ProcessEvent {
    }

    /** The process is up. {@code after} is the time since its start; {@code health} is healthy or unchecked. */
    record Running(String id, long incarnation, Instant time, Duration after, Health health) implements ProcessEvent {
    }

    /** The health checks succeed: for the first time or, with {@code recovered}, after the process was unhealthy. */
    record Healthy(String id, long incarnation, Instant time, Duration after, boolean recovered) implements ProcessEvent {
    }

    /** Too many consecutive checks have failed; {@code error} is the result of the last one. */
    record Unhealthy(String id, long incarnation, Instant time, String error) implements ProcessEvent {
    }

    /** A measurement of the whole process tree. */
    record Metrics(String id, long incarnation, Instant time, ProcessMetrics metrics) implements ProcessEvent {
    }

    /**
     * The process has exceeded one of its {@link UsageLimits} for the configured number of measurements. Published again only
     * after a measurement within the limits. {@code why} names the values. With {@link UsageLimits.Action#RESTART} the process
     * is stopped as a failed one, {@code willRestart} says whether its restart policy allows another start, and
     * {@link Crashed} follows.
     */
    record OverLimit(String id, long incarnation, Instant time, String why, boolean willRestart) implements ProcessEvent {
    }

    /** The process manager stops the process; {@code why} names the cause. */
    record Stopping(String id, long incarnation, Instant time, String why) implements ProcessEvent {
    }

    /** The process has stopped on request, with its whole tree. {@code exit} is absent if the process never ran. */
    record Stopped(String id, long incarnation, Instant time, Optional<Exit> exit) implements ProcessEvent {
    }

    /**
     * The process exited without a request, failed to start, or was stopped because it was unhealthy or over its limit.
     * {@code nextDelay} is zero without a restart.
     */
    record Crashed(String id, long incarnation, Instant time, Exit exit, String error, boolean willRestart, int restartCount,
            int maxRestarts, Duration nextDelay) implements ProcessEvent {
    }

    /** The process has failed and is not restarted. {@code lastLines} is the end of its output. */
    record GaveUp(String id, long incarnation, Instant time, ProcessException.Reason reason, String why,
            List<String> lastLines) implements ProcessEvent {
        public GaveUp {
            lastLines = List.copyOf(lastLines);
        }
    }

    /** The process wrote a line. Only listeners of this very type receive it, not those of all events. */
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

    /** The process exited with success, and is not restarted. */
    record Completed(String id, long incarnation, Instant time, Exit exit) implements ProcessEvent {
    }
}
