package io.quarkiverse.processmanager.probe;

import java.time.Duration;
import java.util.List;

import io.quarkiverse.processmanager.runtime.time.Durations;

/**
 * The result of one check. Immutable.
 *
 * @param success whether the process is healthy
 * @param detail the finding, as text for people: {@code connection to localhost:5432 was refused}
 */
public record ProbeResult(boolean success, String detail) {

    /** Many exceptions have no message, and a probe often reports the message of an exception. */
    public ProbeResult {
        detail = detail == null ? "no detail" : detail;
    }

    /** The result in one line for people, not for parsing. */
    @Override
    public String toString() {
        return (success ? "success: " : "failure: ") + detail;
    }

    /** A successful check: the process is healthy. */
    public static ProbeResult success(String detail) {
        return new ProbeResult(true, detail);
    }

    /** A failed check: the process is not healthy. */
    public static ProbeResult failure(String detail) {
        return new ProbeResult(false, detail);
    }

    /**
     * The failure of a check that has no result in time: {@code no line of output with 'ready' within 5.0 s}.
     *
     * @param probe the check
     * @param timeout how long the check could take
     */
    public static ProbeResult late(Probe probe, Duration timeout) {
        return failure(probe.late() + within(timeout));
    }

    /** The end of a sentence about something that did not happen in time. */
    static String within(Duration time) {
        return " within " + Durations.text(time);
    }

    /**
     * A failed check with what the checked program wrote about it: {@code pg_isready exited with 2, expected 0: no response}.
     *
     * @param detail the finding
     * @param output the end of an output, or the beginning of an answer. The detail contains the last five lines that are not
     *        blank, separated by {@code |}, without control characters and at most 400 characters long. The engine masks the
     *        secrets of the process in it
     */
    public static ProbeResult failure(String detail, List<String> output) {
        String excerpt = Excerpt.of(output);
        return failure(excerpt.isEmpty() ? detail : detail + ": " + excerpt);
    }
}
