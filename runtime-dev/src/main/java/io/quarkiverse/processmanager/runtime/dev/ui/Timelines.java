package io.quarkiverse.processmanager.runtime.dev.ui;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessHistory.Passage;
import io.quarkiverse.processmanager.ProcessPhase;

/** Builds the timeline from the histories of the processes. */
final class Timelines {

    private Timelines() {
    }

    /**
     * @param passages for each process its phases, in the order of the rows
     * @param waitsFor for each process, the processes it waits for and the conditions they must meet
     * @param checked the processes with a health check
     * @param tasks the processes that are ready only when they have completed
     */
    static Timeline of(Map<String, List<Passage>> passages, Map<String, Map<String, Dependency.Condition>> waitsFor,
            Set<String> checked, Set<String> tasks) {
        List<TimelineBar> bars = new ArrayList<>();
        passages.forEach((id, gone) -> bars.addAll(bars(id, gone, checked.contains(id))));
        StartAnalysis start = new StartAnalysis(new LinkedHashMap<>(passages), waitsFor, tasks);
        return new Timeline(0, start.origin().map(Instant::toEpochMilli).orElse(0L), List.copyOf(bars),
                start.chain().stream().map(StartAnalysis.Link::id).toList(), start.sentence());
    }

    private static List<TimelineBar> bars(String id, List<Passage> passages, boolean checked) {
        List<TimelineBar> bars = new ArrayList<>();
        for (int index = 0; index < passages.size(); index++) {
            Passage passage = passages.get(index);
            OptionalLong to = index + 1 < passages.size()
                    ? OptionalLong.of(passages.get(index + 1).since().toEpochMilli())
                    : OptionalLong.empty();
            long from = passage.since().toEpochMilli();
            if (passage.phase() != ProcessPhase.STOPPED && !(to.isPresent() && to.getAsLong() == from)) {
                add(bars, new TimelineBar(id, from, to, kind(passage, checked), passage.why(), passage.incarnation()));
            }
        }
        return bars;
    }

    /** Adjacent bars of the same kind become one. */
    private static void add(List<TimelineBar> bars, TimelineBar bar) {
        TimelineBar last = bars.isEmpty() ? null : bars.get(bars.size() - 1);
        boolean same = last != null && last.kind().equals(bar.kind()) && last.incarnation() == bar.incarnation()
                && last.to().isPresent() && last.to().getAsLong() == bar.from();
        if (same) {
            bars.set(bars.size() - 1,
                    new TimelineBar(bar.id(), last.from(), bar.to(), bar.kind(), bar.why(), bar.incarnation()));
        } else {
            bars.add(bar);
        }
    }

    private static String kind(Passage passage, boolean checked) {
        return switch (passage.phase()) {
            case WAITING -> "waiting";
            case STARTING -> checked && passage.alive() ? "probing" : "starting";
            case RUNNING -> passage.health() == Health.HEALTHY ? "healthy"
                    : passage.health() == Health.UNHEALTHY ? "unhealthy" : "running";
            case BACKOFF -> "backoff";
            case STOPPING, KILLING -> "stopping";
            case COMPLETED -> "completed";
            case FAILED -> "failed";
            case STOPPED -> throw new IllegalArgumentException("a stopped process has no bar");
        };
    }
}
