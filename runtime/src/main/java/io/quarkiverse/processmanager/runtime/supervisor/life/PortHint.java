package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.supervisor.loop.Loop;
import io.quarkiverse.processmanager.runtime.time.Moment;

/**
 * Explains the failed checks of a start: the process listens on another port than the declared one, as a server does that ignores
 * the variable {@code PORT}. The other port can be that of a debugger, so the sentence says only what is true at that time. Confined
 * to the loop.
 */
final class PortHint {

    /** A server may need so long to listen. */
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** The pause is this part of the time so far: a search reads all processes of the machine and the descriptors of the tree. */
    private static final int PART_OF_AGE = 4;

    private final Loop loop;
    private final RunningProcess process;
    private final Set<Integer> claimed;
    private final Moment begun;
    private Optional<String> sentence = Optional.empty();
    private Moment next;

    PortHint(Loop loop, RunningProcess process, List<PortClaim> claims) {
        this.loop = loop;
        this.process = process;
        this.claimed = claims.stream().map(PortClaim::port).collect(Collectors.toCollection(TreeSet::new));
        this.begun = loop.now();
        this.next = begun.plus(SHORTEST);
    }

    /** The result with the explanation, if it is a failure and the explanation is known. Searches again from time to time. */
    ProbeResult explain(ProbeResult result) {
        if (result.success() || claimed.isEmpty()) {
            return result;
        }
        if (!next.isAfter(loop.now())) {
            next = loop.now().plus(pause());
            search();
        }
        return sentence.map(words -> ProbeResult.failure(result.detail() + "; " + words)).orElse(result);
    }

    private Duration pause() {
        Duration part = loop.now().since(begun).dividedBy(PART_OF_AGE);
        Duration bounded = part.compareTo(LONGEST) < 0 ? part : LONGEST;
        return bounded.compareTo(SHORTEST) < 0 ? SHORTEST : bounded;
    }

    private void search() {
        try {
            process.listeningPorts().whenComplete((ports, error) -> loop.post(() -> found(error == null ? ports : Set.of())));
        } catch (RuntimeException | OutOfMemoryError e) {
            // The system gives no thread now. The checks continue without the explanation.
            found(Set.of());
        }
    }

    private void found(Set<Integer> ports) {
        Set<Integer> silent = new TreeSet<>(claimed);
        silent.removeAll(ports);
        Set<Integer> others = new TreeSet<>(ports);
        others.removeAll(claimed);
        sentence = silent.isEmpty() || others.isEmpty() ? Optional.empty()
                : Optional.of("so far the process listens on port " + text(others) + ", not on " + text(silent));
    }

    private static String text(Set<Integer> ports) {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
