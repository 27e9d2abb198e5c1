package io.quarkiverse.processmanager;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Everything that is known of a process at one moment; it never changes.
 *
 * @param id the id of the process
 * @param name the name for people
 * @param phase what it is doing
 * @param since since when it has been in this phase
 * @param health what its checks say
 * @param why one sentence: {@code waiting for db (starting)}, {@code db failed: exited with 4}
 * @param pid the process id, while it is alive
 * @param incarnation how many times it has been started; 0 before the first
 * @param startedAt when the living incarnation was started
 * @param restarts how many times it was started again after an end that nobody asked for
 * @param lastExit how the last incarnation ended
 * @param port the declared port
 * @param metrics what it uses, as it was last measured, while it is alive
 */
public record ProcessStatus(String id, String name, ProcessPhase phase, Instant since, Health health, String why,
        OptionalLong pid, long incarnation, Optional<Instant> startedAt, int restarts, Optional<Exit> lastExit,
        OptionalInt port, Optional<ProcessMetrics> metrics) {

    /** Whether it has a living process. */
    public boolean isAlive() {
        return pid.isPresent();
    }

    /** Whether an application can use it: running, and not unhealthy; a one-shot that has completed counts. */
    public boolean isReady() {
        return phase == ProcessPhase.COMPLETED
                || phase == ProcessPhase.RUNNING && (health == Health.HEALTHY || health == Health.UNCHECKED);
    }

    /** How long the living incarnation has been up at the given moment; zero if there is none. */
    public Duration uptime(Instant now) {
        return startedAt.map(start -> Duration.between(start, now)).filter(up -> !up.isNegative()).orElse(Duration.ZERO);
    }
}
