package io.quarkiverse.processmanager.runtime.dev.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessHistory.Passage;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.rules.text.Words;

/**
 * The critical path of the first start of the processes. The path ends at the process that became ready last. Each process on
 * the path is followed by a process that waited for it, and whose other dependencies were met earlier. Processes that are
 * started later, by hand or by code, do not belong to the start.
 *
 * @param passages for each process, its phases
 * @param waitsFor for each process, the processes it waits for and the conditions they must meet
 * @param tasks the processes that are ready only when they have completed
 */
record StartAnalysis(Map<String, List<Passage>> passages, Map<String, Map<String, Dependency.Condition>> waitsFor,
        Set<String> tasks) {

    /** Processes start with the application in one step; code of the application starts others a little later. */
    private static final Duration TOGETHER = Duration.ofSeconds(2);

    /**
     * A process on the critical path.
     *
     * @param took the time from the start of the process until it met the condition of the next one, or until it was ready
     */
    record Link(String id, Duration took) {
    }

    /** When the first process began to start. */
    Optional<Instant> origin() {
        return passages.keySet().stream().flatMap(id -> begin(id).stream()).min(Comparator.naturalOrder());
    }

    /** The critical path in the order of time. */
    List<Link> chain() {
        Optional<String> last = readyTogether().entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
        List<Link> chain = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        Optional<Instant> wanted = last.flatMap(this::ready);
        Optional<String> current = last;
        while (current.isPresent() && seen.add(current.get())) {
            String id = current.get();
            Instant launch = launch(id).orElse(wanted.orElseThrow());
            chain.add(0, new Link(id, Duration.between(launch, wanted.orElseThrow())));
            Map<String, Instant> held = heldBy(id, launch);
            current = held.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
            wanted = current.map(held::get);
        }
        return chain;
    }

    /** How long the start took, and which process took the longest part; empty if no process has started. */
    String sentence() {
        Set<String> together = together();
        Map<String, Instant> ready = readyTogether();
        if (together.isEmpty()) {
            return "";
        }
        long pending = together.stream().filter(id -> !ready.containsKey(id) && last(id).phase().isActive()).count();
        if (pending > 0) {
            return "starting: " + ready.size() + " of " + together.size() + " are ready";
        }
        if (ready.isEmpty()) {
            return "none of " + Words.count(together.size(), "process") + " has become ready";
        }
        List<Link> chain = chain();
        Link longest = chain.stream().max(Comparator.comparing(Link::took)).orElseThrow();
        Instant end = ready.values().stream().max(Comparator.naturalOrder()).orElseThrow();
        String whole = "the start took " + Words.of(Duration.between(origin().orElseThrow(), end));
        return chain.size() == 1 ? whole + ", that of " + longest.id()
                : whole + "; " + Words.of(longest.took()) + " of it is " + longest.id();
    }

    private Map<String, Instant> readyTogether() {
        Map<String, Instant> ready = new LinkedHashMap<>();
        together().forEach(id -> ready(id).ifPresent(at -> ready.put(id, at)));
        return ready;
    }

    private Set<String> together() {
        Set<String> together = new LinkedHashSet<>();
        Optional<Instant> end = origin().map(first -> first.plus(TOGETHER));
        passages.keySet().forEach(id -> begin(id).filter(begin -> !begin.isAfter(end.orElseThrow()))
                .ifPresent(begin -> together.add(id)));
        return together;
    }

    /** The dependencies that a process had to wait for, each with the time at which it met its condition. */
    private Map<String, Instant> heldBy(String id, Instant launch) {
        Map<String, Instant> held = new LinkedHashMap<>();
        Instant begin = begin(id).orElse(launch);
        waitsFor.getOrDefault(id, Map.of()).forEach((other, condition) -> fulfilled(other, condition, launch)
                .filter(at -> at.isAfter(begin)).ifPresent(at -> held.put(other, at)));
        return held;
    }

    /** The last time, up to an instant, at which the process began to meet the condition. */
    private Optional<Instant> fulfilled(String id, Dependency.Condition condition, Instant upTo) {
        Optional<Instant> found = Optional.empty();
        boolean before = false;
        for (Passage passage : passages.getOrDefault(id, List.of())) {
            boolean is = condition.isMetBy(passage);
            if (is && !before && !passage.since().isAfter(upTo)) {
                found = Optional.of(passage.since());
            }
            before = is;
        }
        return found;
    }

    private Optional<Instant> begin(String id) {
        return first(id, passage -> passage.phase() != ProcessPhase.STOPPED);
    }

    private Optional<Instant> launch(String id) {
        return first(id, passage -> passage.phase() == ProcessPhase.STARTING);
    }

    private Optional<Instant> ready(String id) {
        return first(id, passage -> passage.phase() == ProcessPhase.COMPLETED || !tasks.contains(id)
                && passage.phase() == ProcessPhase.RUNNING
                && (passage.health() == Health.HEALTHY || passage.health() == Health.UNCHECKED));
    }

    private Passage last(String id) {
        List<Passage> all = passages.get(id);
        return all.get(all.size() - 1);
    }

    private Optional<Instant> first(String id, Predicate<Passage> wanted) {
        return passages.getOrDefault(id, List.of()).stream().filter(wanted).map(Passage::since).findFirst();
    }
}
