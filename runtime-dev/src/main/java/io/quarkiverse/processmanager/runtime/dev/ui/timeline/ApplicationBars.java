package io.quarkiverse.processmanager.runtime.dev.ui.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The bars of the application: build, start, the wait for the processes that start before it, and its life. */
final class ApplicationBars {

    private ApplicationBars() {
    }

    /** The bars of all starts since an instant, oldest first. */
    static List<TimelineBar> of(StartFacts facts, Instant since) {
        List<TimelineBar> bars = new ArrayList<>();
        List<ApplicationStart> starts = facts.applications().stream().filter(start -> !start.build().isBefore(since)).toList();
        for (int index = 0; index < starts.size(); index++) {
            Optional<Instant> end = index + 1 < starts.size() ? Optional.of(starts.get(index + 1).build()) : Optional.empty();
            add(bars, facts, starts.get(index), end, index + 1);
        }
        return bars;
    }

    private static void add(List<TimelineBar> bars, StartFacts facts, ApplicationStart one, Optional<Instant> end, int number) {
        Period period = new Period(bars, number);
        String build = number == 1 ? "the build of dev mode" : "the build of a live reload";
        period.add("building", one.build(), one.start().or(() -> end), build);
        one.start().ifPresent(start -> {
            Optional<Instant> until = one.up().or(() -> end);
            Map<String, Instant> held = facts.heldApplication(one, until.orElse(Instant.MAX));
            Optional<Instant> released = held.values().stream().max(Instant::compareTo);
            if (released.isPresent()) {
                Instant asked = held.keySet().stream().flatMap(id -> facts.processes().get(id).begin().stream())
                        .filter(at -> at.isAfter(start)).min(Instant::compareTo).orElse(start);
                period.add("starting", start, Optional.of(asked), "starts");
                period.add("waiting", asked, released, "waits for " + String.join(", ", held.keySet()));
            }
            period.add("starting", released.orElse(start), until, "starts");
        });
        one.up().ifPresent(up -> {
            Optional<Instant> answered = one.answered();
            period.add("accepting", up, answered.or(() -> end), "accepts requests");
            answered.ifPresent(at -> period.add("running", at, end, "has answered its first request"));
        });
    }

    /** Adds bars of one start. */
    private record Period(List<TimelineBar> bars, int number) {

        void add(String kind, Instant from, Optional<Instant> to, String why) {
            if (to.filter(end -> !end.isAfter(from)).isEmpty()) {
                bars.add(new TimelineBar("", from.toEpochMilli(),
                        to.map(end -> OptionalLong.of(end.toEpochMilli())).orElse(OptionalLong.empty()), kind, why, number,
                        false));
            }
        }
    }
}
