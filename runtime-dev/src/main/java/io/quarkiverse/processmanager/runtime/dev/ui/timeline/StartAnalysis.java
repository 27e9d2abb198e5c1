package io.quarkiverse.processmanager.runtime.dev.ui.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.runtime.rules.text.Words;

/**
 * The critical path of the first start of the application and its processes. The path ends at the last process that a dependent
 * or the application waited for, or at the application if it accepted requests later. A process that nothing waited for ends the
 * path only if no process and no application waited. Each process on the path is followed by a process, or by the application,
 * that waited for it and whose other dependencies were met earlier. Processes that are started later, by hand or by code, do not
 * belong to the start.
 */
record StartAnalysis(StartFacts facts) {

    /** Processes start with the application in one step; code of the application starts others a little later. */
    private static final Duration TOGETHER = Duration.ofSeconds(2);

    /** What a period of the critical path belongs to. */
    enum Owner {
        /** The build of the application. */
        BUILD,
        /** The start of the application, without its waits for processes. */
        APPLICATION,
        PROCESS
    }

    /**
     * A period of the critical path.
     *
     * @param id the process; empty for the application
     * @param from the begin of the process, or when the application had waited
     * @param to when it met the condition of the next one, or was done
     */
    record Link(Owner owner, String id, Instant from, Instant to) {

        Duration took() {
            return Duration.between(from, to);
        }

        /** The name in a sentence. */
        String name() {
            return switch (owner) {
                case BUILD -> "the build";
                case APPLICATION -> "the application";
                case PROCESS -> id;
            };
        }
    }

    /** The critical path in the order of time. */
    List<Link> chain() {
        List<Link> chain = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Optional<ApplicationStart> application = facts.application();
        Optional<Instant> up = application.flatMap(ApplicationStart::up);
        Optional<Map.Entry<String, Instant>> next = last(needed());
        if (next.isEmpty() && up.isEmpty()) {
            next = last(doneTogether());
        }
        if (up.isPresent() && next.filter(last -> last.getValue().isAfter(up.get())).isEmpty()) {
            next = throughApplication(application.get(), up.get(), chain);
        }
        while (next.isPresent() && seen.add(next.get().getKey())) {
            String id = next.get().getKey();
            StartFacts.Process process = facts.processes().get(id);
            Instant launch = process.launch().orElse(next.get().getValue());
            chain.add(0, new Link(Owner.PROCESS, id, launch, next.get().getValue()));
            next = last(heldBy(process, launch));
            if (next.isEmpty() && process.phase() == StartPhase.AFTER_APP && up.filter(at -> !at.isAfter(launch)).isPresent()) {
                next = throughApplication(application.get(), launch, chain);
            }
        }
        return chain.isEmpty() ? chain : withBuild(chain, application);
    }

    /** Puts the part of the application before the chain, which ended at an instant, and returns what it had waited for. */
    private Optional<Map.Entry<String, Instant>> throughApplication(ApplicationStart application, Instant to,
            List<Link> chain) {
        Optional<Map.Entry<String, Instant>> held = last(facts.heldApplication(application, to));
        Instant from = held.map(Map.Entry::getValue).orElse(application.start().orElse(application.build()));
        chain.add(0, new Link(Owner.APPLICATION, "", from, to));
        return held;
    }

    /** Puts the build, and the start of the application until the first process, before the chain. */
    private static List<Link> withBuild(List<Link> chain, Optional<ApplicationStart> application) {
        Instant first = chain.get(0).from();
        Instant begin = application.flatMap(ApplicationStart::start).filter(start -> start.isBefore(first)).orElse(first);
        if (begin.isBefore(first)) {
            chain.add(0, new Link(Owner.APPLICATION, "", begin, first));
        }
        application.filter(start -> start.build().isBefore(begin))
                .ifPresent(start -> chain.add(0, new Link(Owner.BUILD, "", start.build(), begin)));
        return chain;
    }

    /** What each process, and the application, waited for last during the start. */
    List<Timeline.Wait> waits(List<Link> chain) {
        List<Timeline.Wait> waits = new ArrayList<>();
        facts.application()
                .ifPresent(application -> last(facts.heldApplication(application, application.up().orElse(Instant.MAX)))
                        .ifPresent(held -> waits.add(wait("", held, chain))));
        Optional<Instant> up = facts.application().flatMap(ApplicationStart::up);
        for (String id : together()) {
            Instant launch = process(id).launch().orElse(Instant.MAX);
            Optional<Map.Entry<String, Instant>> held = last(heldBy(process(id), launch));
            if (held.isEmpty() && process(id).phase() == StartPhase.AFTER_APP) {
                held = up.filter(at -> !at.isAfter(launch)).map(at -> Map.entry("", at));
            }
            held.ifPresent(other -> waits.add(wait(id, other, chain)));
        }
        return waits;
    }

    private static Timeline.Wait wait(String id, Map.Entry<String, Instant> other, List<Link> chain) {
        boolean critical = false;
        for (int index = 1; index < chain.size(); index++) {
            critical |= chain.get(index).id().equals(id) && chain.get(index - 1).id().equals(other.getKey())
                    && chain.get(index - 1).owner() != Owner.BUILD;
        }
        return new Timeline.Wait(id, other.getKey(), other.getValue().toEpochMilli(), critical);
    }

    /** How long the start took, and what took the longest part; empty if no process has started. */
    String sentence() {
        Set<String> together = together();
        if (together.isEmpty()) {
            return "";
        }
        long ready = together.stream().filter(id -> process(id).ready().isPresent()).count();
        long pending = together.stream().filter(id -> process(id).done().isEmpty() && process(id).last().phase().isActive())
                .count();
        if (pending > 0) {
            return "starting: " + ready + " of " + together.size() + " are ready";
        }
        if (ready == 0) {
            return "none of " + Words.count(together.size(), "process") + " has become ready";
        }
        List<Link> chain = chain();
        Link longest = chain.stream().max(Comparator.comparing(Link::took)).orElseThrow();
        Instant end = chain.get(chain.size() - 1).to();
        String whole = "the start took " + Words.of(Duration.between(chain.get(0).from(), end));
        String share = chain.size() == 1 ? ", that of " + longest.name()
                : "; " + Words.of(longest.took()) + " of it is " + longest.name();
        return whole + share + last(doneTogether()).filter(last -> last.getValue().isAfter(end))
                .map(last -> "; " + last.getKey() + " was ready " + Words.of(Duration.between(end, last.getValue()))
                        + " later, and nothing waited for that")
                .orElse("");
    }

    private StartFacts.Process process(String id) {
        return facts.processes().get(id);
    }

    /** The processes that a dependent or the application had to wait for, each with the last time at which it met a condition. */
    private Map<String, Instant> needed() {
        Map<String, Instant> needed = new LinkedHashMap<>();
        BiConsumer<String, Instant> add = (id, at) -> needed.merge(id, at, (one, other) -> one.isAfter(other) ? one : other);
        together().forEach(id -> process(id).launch().ifPresent(launch -> heldBy(process(id), launch).forEach(add)));
        facts.application().ifPresent(application -> facts
                .heldApplication(application, application.up().orElse(Instant.MAX)).forEach(add));
        return needed;
    }

    /** The ends of the starts: of processes with a declared readiness, or of the others if there are only such. */
    private Map<String, Instant> doneTogether() {
        Map<String, Instant> declared = new LinkedHashMap<>();
        Map<String, Instant> others = new LinkedHashMap<>();
        together().forEach(id -> process(id).done()
                .ifPresent(at -> (process(id).isReadinessDeclared() ? declared : others).put(id, at)));
        return declared.isEmpty() ? others : declared;
    }

    private Set<String> together() {
        Set<String> together = new LinkedHashSet<>();
        Optional<Instant> first = facts.firstBegin().map(begin -> begin.plus(TOGETHER));
        Optional<Instant> afterApp = facts.application().flatMap(ApplicationStart::up).map(up -> up.plus(TOGETHER));
        facts.processes().forEach((id, process) -> {
            Optional<Instant> end = process.phase() == StartPhase.AFTER_APP && afterApp.isPresent() ? afterApp : first;
            process.begin().filter(begin -> !begin.isAfter(end.orElseThrow())).ifPresent(begin -> together.add(id));
        });
        return together;
    }

    /** The dependencies that a process had to wait for, each with the time at which it met its condition. */
    private Map<String, Instant> heldBy(StartFacts.Process process, Instant launch) {
        Map<String, Instant> held = new LinkedHashMap<>();
        Instant begin = process.begin().orElse(launch);
        process.waitsFor().forEach((other, condition) -> Optional.ofNullable(facts.processes().get(other))
                .flatMap(known -> known.fulfilled(condition, launch))
                .filter(at -> at.isAfter(begin)).ifPresent(at -> held.put(other, at)));
        return held;
    }

    private static Optional<Map.Entry<String, Instant>> last(Map<String, Instant> times) {
        return times.entrySet().stream().max(Map.Entry.comparingByValue());
    }
}
