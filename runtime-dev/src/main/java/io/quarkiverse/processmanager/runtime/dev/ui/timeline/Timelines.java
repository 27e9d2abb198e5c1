package io.quarkiverse.processmanager.runtime.dev.ui.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessHistory.Passage;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.StartPhase;

/** Builds the timeline from the histories of the processes and the starts of the application. */
public final class Timelines {

    private final String application;
    private final Map<String, StartFacts.Process> processes = new LinkedHashMap<>();

    /** @param application the name of the application */
    public Timelines(String application) {
        this.application = application;
    }

    /**
     * Adds a process, in the order of the rows.
     *
     * @throws ProcessException if the process was removed meanwhile
     */
    public void add(ManagedProcess process) {
        ProcessDefinition definition = process.definition();
        processes.put(process.id(), new StartFacts.Process(process.history().passages(), process.waitsFor(),
                definition.healthCheck().isPresent(), definition.kind().filter(ProcessKind.TASK::equals).isPresent(),
                definition.start().phase().orElse(StartPhase.WITH_APP)));
    }

    /** The timeline of the added processes and of the application, without its time. */
    public Timeline read() {
        return of(new StartFacts(processes, ApplicationStarts.all()), application);
    }

    static Timeline of(StartFacts facts, String application) {
        List<TimelineBar> bars = new ArrayList<>();
        facts.origin().ifPresent(origin -> bars.addAll(ApplicationBars.of(facts, origin)));
        facts.processes().forEach((id, process) -> bars.addAll(bars(id, process, facts)));
        StartAnalysis start = new StartAnalysis(facts);
        List<StartAnalysis.Link> chain = start.chain();
        return new Timeline(0, facts.origin().map(Instant::toEpochMilli).orElse(0L),
                chain.isEmpty() ? 0 : chain.get(chain.size() - 1).to().toEpochMilli(), application,
                bars.stream().map(bar -> mark(bar, chain)).toList(), start.waits(chain),
                chain.stream().map(StartAnalysis.Link::name).toList(), start.sentence());
    }

    /** Marks a bar if a link of the chain covers a fifth of it, so that steps of a few milliseconds mark none. */
    private static TimelineBar mark(TimelineBar bar, List<StartAnalysis.Link> chain) {
        boolean critical = chain.stream().filter(link -> link.id().equals(bar.id())).anyMatch(link -> {
            long to = bar.to().orElse(Long.MAX_VALUE);
            long common = Math.min(to, link.to().toEpochMilli()) - Math.max(bar.from(), link.from().toEpochMilli());
            return common > 0 && common >= (to - bar.from()) / 5;
        });
        return new TimelineBar(bar.id(), bar.from(), bar.to(), bar.kind(), bar.why(), bar.incarnation(), critical);
    }

    private static List<TimelineBar> bars(String id, StartFacts.Process process, StartFacts facts) {
        List<TimelineBar> bars = new ArrayList<>();
        List<Passage> passages = process.passages();
        for (int index = 0; index < passages.size(); index++) {
            Passage passage = passages.get(index);
            OptionalLong to = index + 1 < passages.size()
                    ? OptionalLong.of(passages.get(index + 1).since().toEpochMilli())
                    : OptionalLong.empty();
            long from = passage.since().toEpochMilli();
            if (passage.phase() != ProcessPhase.STOPPED && !(to.isPresent() && to.getAsLong() == from)) {
                add(bars, new TimelineBar(id, from, to, kind(id, passage, facts), passage.why(), passage.incarnation(), false));
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
            bars.set(bars.size() - 1, new TimelineBar(bar.id(), last.from(), bar.to(), bar.kind(), bar.why(),
                    bar.incarnation(), false));
        } else {
            bars.add(bar);
        }
    }

    private static String kind(String id, Passage passage, StartFacts facts) {
        return switch (passage.phase()) {
            case WAITING -> "waiting";
            case STARTING -> !passage.alive() ? "starting"
                    : facts.processes().get(id).checked() ? "probing" : facts.needsWindowOf(id) ? "starting" : "window";
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
