package io.quarkiverse.processmanager.runtime.rules;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

/** The sentences about a start of an application that waits for processes. */
public final class StartProgress {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private StartProgress() {
    }

    /** The time before a line about the progress: 5 s before the first line, then twice the previous time, up to 60 s. */
    public static Duration pauseBefore(int line) {
        return doubled(FIRST_PAUSE, LONGEST_PAUSE, line);
    }

    /** The first pause, doubled so many times, but not longer than the longest one. */
    static Duration doubled(Duration first, Duration longest, int times) {
        Duration pause = first;
        for (int earlier = 0; earlier < times && pause.compareTo(longest) < 0; earlier++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    /** {@code waiting for db: starting, 12 s}. The reason follows where the phase does not say enough. */
    public static String waiting(Collection<ProcessStatus> statuses, Duration elapsed) {
        return statuses.stream().map(status -> status.id() + ": " + phase(status) + ", " + seconds(elapsed) + reason(status))
                .collect(Collectors.joining("; ", "waiting for ", ""));
    }

    /** The error of a start whose processes were not ready in time. */
    public static String timedOut(Collection<ProcessStatus> statuses, Duration limit) {
        return "cannot start the application: " + statuses.stream()
                .map(status -> "process '" + status.id() + "' is not ready after " + seconds(limit) + ": " + phase(status)
                        + " (" + status.why() + ")")
                .collect(Collectors.joining("; "))
                + "; quarkus.process-manager.before-app-timeout is the limit";
    }

    /** The error of a start that needs a process that has failed; {@code lastLines} is the output of the process. */
    public static String failed(ProcessStatus status, List<String> lastLines) {
        String message = "cannot start the application: it needs process '" + status.id() + "', which has failed: "
                + status.why();
        return lastLines.isEmpty() ? message
                : message + "; the last lines of its output:\n    " + String.join("\n    ", lastLines);
    }

    private static String phase(ProcessStatus status) {
        return status.phase().name().toLowerCase(Locale.ROOT);
    }

    private static String reason(ProcessStatus status) {
        return status.phase() == ProcessPhase.BACKOFF || status.phase() == ProcessPhase.WAITING ? " (" + status.why() + ")"
                : "";
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() < 60 ? duration.toSeconds() + " s" : Words.of(duration);
    }
}
