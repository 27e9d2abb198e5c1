package io.quarkiverse.processmanager.runtime.dev.ui.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessHistory.Passage;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.views.ProcessExit;

/**
 * A line between the lines of output: what has happened to a process at that time.
 *
 * @param incarnation the number of the start of the process; for a wait, that of the start that follows
 * @param at milliseconds since the epoch
 * @param kind {@code waiting}, {@code started}, {@code up}, {@code healthy}, {@code unhealthy}, {@code stopping},
 *        {@code backoff}, {@code failed} or {@code end}
 * @param text what follows the id in the line, such as {@code waits for db}
 * @param expected for {@code end}, whether the exit code means success, or a stop or a restart was requested; absent otherwise
 */
public record LogMoment(String id, long incarnation, long at, String kind, String text, Optional<Boolean> expected) {

    private static final Set<ProcessPhase> ENDING = Set.of(ProcessPhase.STOPPING, ProcessPhase.KILLING);

    /** The moments in the history of a process: its exits, then its phases, each oldest first. */
    public static List<LogMoment> of(ManagedProcess process) {
        List<LogMoment> moments = new ArrayList<>();
        ProcessExit.of(process).forEach(exit -> moments.add(new LogMoment(exit.id(), exit.incarnation(), exit.at(), "end",
                exit.text(), Optional.of(exit.expected()))));
        moments.addAll(of(process.id(), process.history().passages(), process.waitsFor()));
        return moments;
    }

    /** The moments at which the phases of a process began. Its exits are no part of the phases. */
    static List<LogMoment> of(String id, List<Passage> passages, Map<String, Dependency.Condition> waitsFor) {
        Reader reader = new Reader(id, waitsFor);
        for (int index = 0; index < passages.size(); index++) {
            Passage passage = passages.get(index);
            Optional<Instant> end = index + 1 < passages.size() ? Optional.of(passages.get(index + 1).since())
                    : Optional.empty();
            // A phase that lasts no time is a step, and nothing to read about.
            if (end.filter(passage.since()::equals).isEmpty() || passage.alive()) {
                reader.read(passage, restarts(passages, index));
            }
        }
        return List.copyOf(reader.moments);
    }

    /** Whether a start follows the stop that this phase is a part of. */
    private static boolean restarts(List<Passage> passages, int index) {
        return passages.stream().skip(index).map(Passage::phase).filter(phase -> !ENDING.contains(phase)).findFirst()
                .filter(next -> next == ProcessPhase.STARTING || next == ProcessPhase.WAITING).isPresent();
    }

    /** Reads the phases of one process in order. */
    private static final class Reader {

        private final String id;
        private final Map<String, Dependency.Condition> waitsFor;
        private final List<LogMoment> moments = new ArrayList<>();
        private ProcessPhase phase = ProcessPhase.STOPPED;
        private Health health = Health.UNKNOWN;
        private Optional<Instant> alive = Optional.empty();
        private boolean up;

        Reader(String id, Map<String, Dependency.Condition> waitsFor) {
            this.id = id;
            this.waitsFor = waitsFor;
        }

        void read(Passage passage, boolean restarts) {
            if (passage.alive() && alive.isEmpty()) {
                alive = Optional.of(passage.since());
                add(passage, "started", "started");
            } else if (!passage.alive()) {
                alive = Optional.empty();
                up = false;
                health = Health.UNKNOWN;
            }
            if (passage.phase() != phase) {
                enter(passage, restarts);
            }
            if (passage.alive() && !ENDING.contains(passage.phase())) {
                check(passage);
            }
            phase = passage.phase();
        }

        private void enter(Passage passage, boolean restarts) {
            switch (passage.phase()) {
                case WAITING -> {
                    // Without a reason the dependencies are ready, as at most restarts, and the phase lasts some milliseconds.
                    if (!waitsFor.isEmpty() && !passage.why().isEmpty()) {
                        moments.add(new LogMoment(id, passage.incarnation() + 1, passage.since().toEpochMilli(), "waiting",
                                "waits for " + String.join(", ", waitsFor.keySet()), Optional.empty()));
                    }
                }
                case STOPPING -> add(passage, "stopping", stop(restarts ? "restarts" : "stops", passage.why()));
                case KILLING -> add(passage, "stopping", stop("is killed", passage.why()));
                case BACKOFF -> add(passage, "backoff", passage.why());
                case FAILED -> add(passage, "failed", "has failed: " + passage.why());
                case STOPPED, STARTING, RUNNING, COMPLETED -> {
                    // The exit or the start has a line.
                }
            }
        }

        private static String stop(String verb, String why) {
            boolean complete = why.startsWith("stopped ") || why.startsWith("restarted ");
            return complete ? why : why.isEmpty() ? verb : verb + ": " + why;
        }

        private void check(Passage passage) {
            if (passage.health() == Health.HEALTHY && health != Health.HEALTHY) {
                add(passage, "healthy", health == Health.UNHEALTHY ? "healthy again" : "healthy after " + since(passage));
            } else if (passage.health() == Health.UNHEALTHY && health != Health.UNHEALTHY) {
                add(passage, "unhealthy", "unhealthy: " + passage.why());
            } else if (passage.health() == Health.UNCHECKED && passage.phase() == ProcessPhase.RUNNING && !up
                    && alive.filter(start -> start.isBefore(passage.since())).isPresent()) {
                add(passage, "up", "up after " + since(passage));
            }
            health = passage.health();
            up |= passage.phase() == ProcessPhase.RUNNING;
        }

        private String since(Passage passage) {
            return Words.of(Duration.between(alive.orElse(passage.since()), passage.since()));
        }

        private void add(Passage passage, String kind, String text) {
            moments.add(new LogMoment(id, passage.incarnation(), passage.since().toEpochMilli(), kind, text, Optional.empty()));
        }
    }
}
