package io.quarkiverse.processmanager.runtime.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.time.Durations;

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
            pause = Durations.sum(pause, pause);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    /**
     * {@code starting db: 12 s; restarting worker: attempt 3 in 4 s, exited with 1; then api}. The processes that wait for
     * others come last.
     *
     * @param elsewhere the address of each process that this application does not start
     */
    public static String waiting(Collection<ProcessStatus> statuses, Map<String, String> elsewhere, Instant now) {
        List<String> active = new ArrayList<>();
        List<String> later = new ArrayList<>();
        for (ProcessStatus status : statuses) {
            String time = ": " + Words.seconds(Duration.between(status.since(), now));
            switch (status.phase()) {
                case STARTING -> active.add(elsewhere.containsKey(status.id())
                        ? "waiting for " + status.id() + ", which runs elsewhere, at " + elsewhere.get(status.id()) + time
                        : "starting " + status.id() + time);
                case RUNNING -> active.add((status.isUp() ? "checking " : "running ") + status.id() + time);
                case STOPPING, KILLING -> active.add("stopping " + status.id() + time);
                case BACKOFF -> active.add("restarting " + status.id() + ": " + attempt(status, now));
                case STOPPED, WAITING, COMPLETED, FAILED -> later.add(status.id());
            }
        }
        return sentence(active, later);
    }

    private static String attempt(ProcessStatus status, Instant now) {
        return "attempt " + status.attempt()
                + status.until().map(next -> " in " + Words.seconds(StopProgress.roundedUp(now, next))).orElse("")
                + status.lastExit().map(exit -> ", " + exit.describe()).orElse("");
    }

    /** What is going on now, then what follows. */
    static String sentence(List<String> now, List<String> later) {
        return String.join("; ", now)
                + (later.isEmpty() ? "" : (now.isEmpty() ? "waiting for " : "; then ") + String.join(", ", later));
    }

    /** The error of a start whose processes were not ready in time. */
    public static String timedOut(Collection<ProcessStatus> statuses, Duration limit) {
        return "cannot start the application: " + statuses.stream()
                .map(status -> "process '" + status.id() + "' is not ready after " + Words.of(limit) + ": " + phase(status)
                        + " (" + status.why() + ")")
                .collect(Collectors.joining("; "))
                + "; quarkus.process-manager.before-app-timeout is the limit";
    }

    /** The error of a start that needs a process that has failed; {@code lastLines} is the output of the process. */
    public static String failed(ProcessStatus status, List<String> lastLines) {
        return "cannot start the application: it needs process '" + status.id() + "', which has failed: " + status.why()
                + Words.lastLines(lastLines);
    }

    private static String phase(ProcessStatus status) {
        return status.phase().name().toLowerCase(Locale.ROOT);
    }
}
