package io.quarkiverse.processmanager.runtime.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.rules.text.Words;

/** The line that ends a start of several processes: {@code 6 processes ready in 3.1 s; slowest: db 2.4 s}. */
public final class StartSummary {

    private StartSummary() {
    }

    /** How the start of one process has ended, in the order of the line. */
    public enum Outcome {
        READY(""),
        /** The task has nothing to do. */
        SKIPPED("skipped"),
        FAILED("failed"),
        /** A process that it depends on has failed. */
        BLOCKED("not started"),
        /** It has failed more than once, and starts again later. */
        RESTARTING("restarting"),
        /** It waits for a process whose start has ended in another way, or that is not part of this start. */
        WAITING("waiting"),
        /** A command has stopped it. */
        STOPPED("stopped");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }
    }

    /**
     * The end of the start of one process.
     *
     * @param took the time from its own start until it was ready; absent if it is not
     */
    public record Result(Outcome outcome, Optional<Duration> took) {

        public static Result ready(Duration took) {
            return new Result(Outcome.READY, Optional.of(took));
        }

        public static Result of(Outcome outcome) {
            return new Result(outcome, Optional.empty());
        }
    }

    /** @param elapsed the time since the start of the first process */
    public static String of(Map<String, Result> results, Duration elapsed) {
        StringBuilder line = new StringBuilder();
        int ready = ids(results, Outcome.READY).size();
        int skipped = ids(results, Outcome.SKIPPED).size();
        if (ready + skipped == results.size()) {
            line.append(Words.count(results.size(), "process"));
        } else {
            line.append(ready + skipped).append(" of ").append(Words.count(results.size(), "process"));
        }
        line.append(" ready ").append(ready + skipped == 0 ? "after " : "in ").append(Words.of(elapsed));
        if (ready > 1) {
            results.entrySet().stream().filter(entry -> entry.getValue().took().isPresent())
                    .max(Comparator.comparing(entry -> entry.getValue().took().orElseThrow()))
                    .ifPresent(slowest -> line.append("; slowest: ").append(slowest.getKey()).append(' ')
                            .append(Words.of(slowest.getValue().took().orElseThrow())));
        }
        for (Outcome outcome : Outcome.values()) {
            List<String> ids = outcome == Outcome.READY ? List.of() : ids(results, outcome);
            if (!ids.isEmpty()) {
                line.append("; ").append(outcome.words).append(": ").append(String.join(", ", ids));
            }
        }
        return line.toString();
    }

    private static List<String> ids(Map<String, Result> results, Outcome outcome) {
        List<String> ids = new ArrayList<>();
        results.forEach((id, result) -> {
            if (result.outcome() == outcome) {
                ids.add(id);
            }
        });
        return ids;
    }
}
