package io.quarkiverse.processmanager;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.runtime.rules.text.Words;

/**
 * An event in the life of a process. CDI observers, synchronous or asynchronous, receive it with the qualifier
 * {@link ForProcess} of the process. Handlers of {@link ProcessManager#on} and subscribers of {@link ProcessManager#events()}
 * receive it as well. Each listener receives the events in order, on a thread that may be blocked, and delays no other
 * listener. A listener that is 1000 events behind loses the oldest ones, and one log line reports the loss. All events are
 * immutable. {@code toString()} is a sentence for people, not for parsing.
 */
public sealed interface ProcessEvent {

    /** The id of the process. */
    String id();

    /** The number of the start of the process; 0 before the first. */
    long incarnation();

    /** The time of the event. */
    Instant time();

    /**
     * The process waits for its dependencies. Published again when the list changes.
     *
     * @param waitingFor the dependencies that are not ready, each with its phase, as text for people: {@code db (starting)}; replicas
     *        in one phase together: {@code worker-0 to worker-9 (starting)}
     */
    record Waiting(String id, long incarnation, Instant time, List<String> waitingFor) implements ProcessEvent {
        public Waiting {
            waitingFor = List.copyOf(waitingFor);
        }

        @Override
        public String toString() {
            return "process '" + id + "' waits for " + String.join(", ", waitingFor);
        }
    }

    /** The engine is about to start the process. */
    record Starting(String id, long incarnation, Instant time) implements ProcessEvent {

        @Override
        public String toString() {
            return "process '" + id + "' is being started";
        }
    }

    /** The operating system has started the process with this pid. The process is not up yet. */
    record Started(String id, long incarnation, Instant time, long pid) implements ProcessEvent {

        @Override
        public String toString() {
            return "process '" + id + "' has been started with pid " + pid;
        }
    }

    /**
     * The process is up. {@code after} is the time since its start; {@code health} is healthy or unchecked. Not published for a
     * task, which is never up: {@link Started} and {@link Completed} are.
     */
    record Running(String id, long incarnation, Instant time, Duration after, Health health) implements ProcessEvent {

        @Override
        public String toString() {
            return "process '" + id + "' is up" + (health == Health.HEALTHY ? " and healthy" : "") + " after "
                    + Words.of(after);
        }
    }

    /**
     * The health check succeeds: for the first time or, with {@code recovered}, after the process was unhealthy. {@code after}
     * is the time since the start of the process.
     */
    record Healthy(String id, long incarnation, Instant time, Duration after, boolean recovered) implements ProcessEvent {

        @Override
        public String toString() {
            return "process '" + id + "' is healthy" + (recovered ? " again" : "") + " after " + Words.of(after);
        }
    }

    /** {@code health.retries} checks in a row have failed; {@code error} is the detail of the last result. */
    record Unhealthy(String id, long incarnation, Instant time, String error) implements ProcessEvent {

        @Override
        public String toString() {
            return "process '" + id + "' is unhealthy: " + error;
        }
    }

    /**
     * {@code liveness.retries} liveness checks in a row have failed, and the engine stops the process as a failed one:
     * {@link Stopping} and {@link Crashed} follow, and the restart policy decides. {@code error} is the detail of the last result.
     */
    record LivenessFailed(String id, long incarnation, Instant time, String error) implements ProcessEvent {

        @Override
        public String toString() {
            return "process '" + id + "' is stopped because its liveness check failed: " + error;
        }
    }

    /**
     * The process may wait for an answer on its standard input, which stays open and empty: its last line of output looks like a
     * question, has no end, and no output follows for 7 s. Published at most once for each start, while the process is starting
     * or while it has no health check.
     *
     * @param line the last line of output; secrets are masked
     */
    record AwaitingInput(String id, long incarnation, Instant time, String line) implements ProcessEvent {

        @Override
        public String toString() {
            return "process '" + id + "' may wait for an answer: " + line;
        }
    }

    /** The engine has measured the process tree. */
    record Metrics(String id, long incarnation, Instant time, ProcessMetrics metrics) implements ProcessEvent {

        @Override
        public String toString() {
            return "process '" + id + "' uses " + metrics;
        }
    }

    /**
     * The process tree has exceeded one of its {@link UsageLimits} for {@code usage-limit.samples} measurements. Published
     * again only after a measurement within the limits. {@code why} names the values. With {@link UsageLimits.Action#RESTART}
     * the engine stops the process as a failed one, and {@link Crashed} follows; {@code willRestart} is whether the restart
     * policy allows another start.
     */
    record OverLimit(String id, long incarnation, Instant time, String why, boolean willRestart) implements ProcessEvent {

        @Override
        public String toString() {
            return "process '" + id + "' is " + why + (willRestart ? "; it is being restarted" : "");
        }
    }

    /** The engine is about to stop the process; {@code why} names the cause. */
    record Stopping(String id, long incarnation, Instant time, String why) implements ProcessEvent {

        @Override
        public String toString() {
            return "process '" + id + "' is being stopped: " + why;
        }
    }

    /**
     * The process did not stop within its grace period, so the engine kills its process tree.
     *
     * @param after the time since the stop signal
     * @param left the processes of the tree that are alive, each with its pid and program, as text for people:
     *        {@code 4711 node}
     */
    record Killing(String id, long incarnation, Instant time, Duration after, List<String> left) implements ProcessEvent {
        public Killing {
            left = List.copyOf(left);
        }

        @Override
        public String toString() {
            return "process '" + id + "' is killed after " + Words.of(after) + ": " + String.join(", ", left);
        }
    }

    /** The process has stopped on request, with its whole tree. {@code exit} is absent if the process never ran. */
    record Stopped(String id, long incarnation, Instant time, Optional<Exit> exit) implements ProcessEvent {

        @Override
        public String toString() {
            return "process '" + id + "' has stopped" + exit.map(how -> ": " + how).orElse("");
        }
    }

    /**
     * The process exited without a request, failed to start, or was stopped because it was unhealthy or over its limit.
     *
     * @param error the cause in one sentence
     * @param willRestart whether the engine restarts the process
     * @param restartCount the number of restarts in a row, including the next one
     * @param maxRestarts the most restarts in a row; empty without a limit
     * @param nextDelay the delay before the restart; zero without a restart
     */
    record Crashed(String id, long incarnation, Instant time, Exit exit, String error, boolean willRestart, int restartCount,
            OptionalInt maxRestarts, Duration nextDelay) implements ProcessEvent {

        @Override
        public String toString() {
            return "process '" + id + "' has crashed: " + error;
        }
    }

    /**
     * The process has failed, and the engine does not restart it, unless the cause of a failed start goes away. {@code lastLines}
     * is the end of its output, at most 20 lines.
     */
    record GaveUp(String id, long incarnation, Instant time, ProcessException.Reason reason, String why,
            List<String> lastLines) implements ProcessEvent {
        public GaveUp {
            lastLines = List.copyOf(lastLines);
        }

        @Override
        public String toString() {
            return "process '" + id + "' has failed: " + why;
        }
    }

    /**
     * The process wrote a line. Only listeners of exactly this type receive it, not the listeners of all events. So no listener
     * receives both, and the order between them is not defined: a line can arrive before or after {@link Started} of its start, and
     * after {@link Stopped}. Compare {@link LogLine#incarnation()} with {@link ProcessEvent#incarnation()}.
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

        @Override
        public String toString() {
            return line.toString();
        }
    }

    /**
     * The process exited with success, and the engine does not restart it. Or it is a task whose start was skipped:
     * {@link Exit#wasSkipped()}.
     *
     * @param warning a sentence if a task has succeeded and the path of {@code creates} does not exist
     */
    record Completed(String id, long incarnation, Instant time, Exit exit, Optional<String> warning) implements ProcessEvent {

        @Override
        public String toString() {
            return "process '" + id + "' " + (exit.wasSkipped() ? "is " + exit.describe() : "has completed: " + exit)
                    + warning.map(text -> ", but " + text).orElse("");
        }
    }
}
