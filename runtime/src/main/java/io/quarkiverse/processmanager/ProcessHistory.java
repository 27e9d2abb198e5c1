package io.quarkiverse.processmanager;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.smallrye.common.annotation.Experimental;

/**
 * A snapshot of the history of a process, oldest entries first; immutable. The history continues over restarts and live
 * reloads, and is bounded: new entries replace the oldest.
 *
 * @param passages the latest phases; the last one is the current phase
 * @param checks the latest results of the health check; one that changes nothing appears within a second
 * @param ends the latest exits
 * @param liveness the latest results of the liveness check
 */
@Experimental("The history may get further components")
public record ProcessHistory(List<Passage> passages, List<Check> checks, List<End> ends,
        List<Check> liveness) {

    public ProcessHistory {
        passages = List.copyOf(passages);
        checks = List.copyOf(checks);
        ends = List.copyOf(ends);
        liveness = List.copyOf(liveness);
    }

    /**
     * A period during which phase, health and liveness of the process stayed the same. It ends when the next passage begins.
     *
     * @param since the begin of the passage
     * @param phase the state of the process
     * @param health the result of the health checks
     * @param alive whether the process was alive
     * @param incarnation the number of the start of the process; 0 before the first
     * @param why the last value of {@link ProcessStatus#why()} in the passage
     * @param failure the cause of the failure; present if the phase is {@link ProcessPhase#FAILED}
     */
    public record Passage(Instant since, ProcessPhase phase, Health health, boolean alive, long incarnation, String why,
            Optional<ProcessException.Reason> failure) {

        /** The passage in one line for people, not for parsing. */
        @Override
        public String toString() {
            return since + " " + Words.of(phase) + (health == Health.UNCHECKED ? "" : ", health " + Words.of(health))
                    + " (" + why + ")";
        }
    }

    /**
     * One result of the health check or of the liveness check.
     *
     * @param time the time of the result
     * @param took the duration of the check
     * @param success whether the check succeeded
     * @param detail the finding, as text for people
     * @param incarnation the number of the start of the process
     */
    public record Check(Instant time, Duration took, boolean success, String detail, long incarnation) {

        /** The result in one line for people, not for parsing. */
        @Override
        public String toString() {
            return time + " " + (success ? "success" : "failure") + " after " + Words.of(took) + ": " + detail;
        }
    }

    /**
     * The exit of one incarnation, and whether it was requested.
     *
     * @param exit the exit
     * @param incarnation the number of the start of the process
     * @param asked whether a command had requested a stop or a restart
     */
    public record End(Exit exit, long incarnation, boolean asked) {

        /** The exit in one line for people, not for parsing. */
        @Override
        public String toString() {
            return exit.time() + " " + exit + (asked ? ", as requested" : "");
        }
    }

    /** The number of entries, for people, not for parsing. Each entry is one line. */
    @Override
    public String toString() {
        return Words.count(passages.size(), "passage") + ", " + Words.count(checks.size(), "check") + ", "
                + Words.count(ends.size(), "exit")
                + (liveness.isEmpty() ? "" : ", " + Words.count(liveness.size(), "liveness check"));
    }
}
