package io.quarkiverse.processmanager.runtime.dev.ui.timeline;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessHistory.Passage;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.StartPhase;

/**
 * What is known about the first start of the processes, for the timeline.
 *
 * @param processes in the order of the rows
 * @param applications the starts of the application, oldest first
 */
record StartFacts(Map<String, Process> processes, List<ApplicationStart> applications) {

    StartFacts {
        processes = new LinkedHashMap<>(processes);
        applications = List.copyOf(applications);
    }

    /**
     * One process.
     *
     * @param passages its phases
     * @param waitsFor the processes it waits for and the conditions they must meet
     * @param checked whether it has a health check
     * @param task whether it is ready only when it has completed
     * @param phase when it starts
     */
    record Process(List<Passage> passages, Map<String, Dependency.Condition> waitsFor, boolean checked, boolean task,
            StartPhase phase) {

        /** When the start was requested. */
        Optional<Instant> begin() {
            return first(passage -> passage.phase() != ProcessPhase.STOPPED);
        }

        Optional<Instant> launch() {
            return first(passage -> passage.phase() == ProcessPhase.STARTING);
        }

        /** When the process was ready for its dependents. */
        Optional<Instant> ready() {
            return first(passage -> passage.phase() == ProcessPhase.COMPLETED || !task
                    && passage.phase() == ProcessPhase.RUNNING
                    && (passage.health() == Health.HEALTHY || passage.health() == Health.UNCHECKED));
        }

        /**
         * When the start of the process had ended, without the startup window. Only a dependent waits for the end of the window,
         * and its own start comes later.
         */
        Optional<Instant> done() {
            return isReadinessDeclared() ? ready() : first(passage -> Dependency.Condition.STARTED.isMetBy(passage));
        }

        /** Whether a health check or an exit says that the process is ready, not just its startup window. */
        boolean isReadinessDeclared() {
            return checked || task;
        }

        Passage last() {
            return passages.get(passages.size() - 1);
        }

        /** The last time, up to an instant, at which the process began to meet the condition. */
        Optional<Instant> fulfilled(Dependency.Condition condition, Instant upTo) {
            Optional<Instant> found = Optional.empty();
            boolean before = false;
            for (Passage passage : passages) {
                boolean is = condition.isMetBy(passage);
                if (is && !before && !passage.since().isAfter(upTo)) {
                    found = Optional.of(passage.since());
                }
                before = is;
            }
            return found;
        }

        private Optional<Instant> first(Predicate<Passage> wanted) {
            return passages.stream().filter(wanted).map(Passage::since).findFirst();
        }
    }

    /** When the first process began to start. */
    Optional<Instant> firstBegin() {
        return processes.values().stream().flatMap(process -> process.begin().stream()).min(Comparator.naturalOrder());
    }

    /** The start of the application to which the start of the processes belongs. */
    Optional<ApplicationStart> application() {
        return firstBegin().flatMap(begin -> applications.stream().filter(one -> !one.build().isAfter(begin))
                .max(Comparator.comparing(ApplicationStart::build)));
    }

    /** The begin of the start: that of the build of the application, else that of the first process. */
    Optional<Instant> origin() {
        return application().map(ApplicationStart::build).or(this::firstBegin);
    }

    /** The processes that the application waited for, each with the time at which it was ready, up to an instant. */
    Map<String, Instant> heldApplication(ApplicationStart application, Instant upTo) {
        Instant begin = application.start().orElse(application.build());
        Map<String, Instant> held = new LinkedHashMap<>();
        processes.forEach((id, process) -> {
            if (process.phase() == StartPhase.BEFORE_APP) {
                process.ready().filter(at -> at.isAfter(begin) && !at.isAfter(upTo)).ifPresent(at -> held.put(id, at));
            }
        });
        return held;
    }

    /** Whether a dependent or the application waits for the end of the startup window of a process. */
    boolean needsWindowOf(String id) {
        return processes.get(id).phase() == StartPhase.BEFORE_APP || processes.values().stream()
                .filter(other -> other.begin().isPresent())
                .anyMatch(other -> other.waitsFor().getOrDefault(id,
                        Dependency.Condition.STARTED) != Dependency.Condition.STARTED);
    }
}
