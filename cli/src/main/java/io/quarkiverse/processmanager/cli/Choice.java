package io.quarkiverse.processmanager.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.runtime.control.wire.ControlSockets.Found;
import io.quarkiverse.processmanager.terminal.client.Failure;

/** Chooses the application that a command is about. Pure. */
final class Choice {

    private static final List<String> MODES = List.of("dev", "prod", "test");

    private Choice() {
    }

    /**
     * The applications in the directory or in the nearest directory above it with one; without any, those below it. Dev mode comes
     * before production, and production before tests, which run beside dev mode.
     */
    static List<Found> candidates(List<Found> living, Path directory) {
        for (Path here = directory; here != null; here = here.getParent()) {
            Path place = here;
            List<Found> found = living.stream().filter(one -> Path.of(one.facts().directory()).equals(place)).toList();
            if (!found.isEmpty()) {
                return ofBestMode(found);
            }
        }
        return ofBestMode(living.stream().filter(one -> Path.of(one.facts().directory()).startsWith(directory)).toList());
    }

    private static List<Found> ofBestMode(List<Found> found) {
        Optional<Integer> best = found.stream().map(Choice::rank).min(Comparator.naturalOrder());
        return found.stream().filter(one -> rank(one) == best.orElseThrow()).toList();
    }

    private static int rank(Found found) {
        int rank = MODES.indexOf(found.facts().mode());
        return rank < 0 ? MODES.size() : rank;
    }

    /** Why an application that runs can be missing. */
    static final String PRODUCTION = "; in production an application has one only with"
            + " quarkus.process-manager.control.enabled=true";

    /**
     * The only candidate.
     *
     * @param none the sentence without any
     */
    static Found only(List<Found> candidates, String none) {
        if (candidates.isEmpty()) {
            throw new Failure(Failure.Reason.NO_APPLICATION, none);
        }
        if (candidates.size() > 1) {
            List<String> names = new ArrayList<>();
            candidates.forEach(one -> names.add("pid " + one.facts().pid() + " (" + one.facts().application() + ", "
                    + one.facts().mode() + ", in " + one.facts().directory() + ")"));
            throw new Failure(Failure.Reason.NO_APPLICATION, "more than one application runs there; choose one with --pid: "
                    + names.stream().collect(Collectors.joining(", ")));
        }
        return candidates.get(0);
    }
}
