package io.quarkiverse.processmanager;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a process has gone through, oldest first; it never changes. It lives as long as the process manager knows the process,
 * over restarts and live reloads, and is bounded: the oldest make room.
 *
 * @param passages the phases it has been in; the last is the present one
 * @param checks the last results of its health check
 * @param ends how its last runs have ended
 */
public record ProcessHistory(List<Passage> passages, List<Check> checks, List<End> ends) {

    /** Of a process that has just become known. */
    public static final ProcessHistory EMPTY = new ProcessHistory(List.of(), List.of(), List.of());

    public ProcessHistory {
        passages = List.copyOf(passages);
        checks = List.copyOf(checks);
        ends = List.copyOf(ends);
    }

    /**
     * A time in which phase, health and life of the process were the same; it ends where the next one begins.
     *
     * @param since when it began
     * @param phase what the process was doing
     * @param health what its checks said
     * @param alive whether the operating system had started it, and it had not ended
     * @param incarnation which start of the process; 0 before the first
     * @param why the last sentence of {@link ProcessStatus#why()} in this time
     */
    public record Passage(Instant since, ProcessPhase phase, Health health, boolean alive, long incarnation, String why) {
    }

    /**
     * One result of the health check.
     *
     * @param time when it was there
     * @param took how long it was waited for
     * @param success whether the process was well
     * @param detail what was seen, as the end of a sentence
     * @param incarnation which start of the process was checked
     */
    public record Check(Instant time, Duration took, boolean success, String detail, long incarnation) {
    }

    /**
     * The end of one run.
     *
     * @param exit how it ended
     * @param incarnation which start of the process it was
     * @param asked whether somebody had asked for a stop or a restart
     */
    public record End(Exit exit, long incarnation, boolean asked) {
    }
}
