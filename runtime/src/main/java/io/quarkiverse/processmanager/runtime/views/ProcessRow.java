package io.quarkiverse.processmanager.runtime.views;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.ProcessPhase;

/**
 * One process in a table. Times are milliseconds since the epoch; an absent value is {@code null} in JSON.
 *
 * @param group the name of its pattern; empty without one
 * @param kind {@code task}, {@code service} or empty
 * @param phase the name of its phase
 * @param state the word for the phase: its name, or {@code DONE} or {@code SKIPPED} for a task that has completed
 * @param health the name of its health
 * @param ports the further ports by name
 * @param url the address for a browser
 * @param cpu in percent of one core
 * @param memory in bytes
 * @param dependents the processes that wait for this one
 * @param blockedBy the dependencies that keep the process waiting or made it fail
 * @param actions the actions that are possible now: {@code start}, {@code forceStart}, {@code stop}, {@code restart},
 *        {@code kill}, {@code signal}
 * @param created whether code has created the process, not the configuration
 * @param down whether the process has failed, waits for a restart after a failure, or is unhealthy
 * @param startsLater whether the process has never been started, and starts when the application accepts requests
 * @param until the time when the phase ends by its timer: the next start, or the kill
 * @param attempt the number of restarts in a row
 * @param attempts the most restarts in a row; absent without a limit
 */
public record ProcessRow(String id, String name, String group, String kind, String phase, String state, String health,
        long since, String why,
        OptionalLong pid, OptionalInt port, Map<String, Integer> ports, Optional<String> url, OptionalLong startedAt,
        int restarts, long incarnation,
        Optional<LastExit> lastExit, OptionalDouble cpu, OptionalLong memory, OptionalInt threads, OptionalInt processes,
        List<Wait> dependsOn, List<String> dependents, List<String> blockedBy, List<String> actions, boolean created,
        boolean detached, boolean down, boolean startsLater, OptionalLong until, int attempt, OptionalInt attempts) {

    /** Whether the process is running or has completed, for the number of these. */
    boolean isRunning() {
        return phase.equals(ProcessPhase.RUNNING.name()) || phase.equals(ProcessPhase.COMPLETED.name());
    }

    /**
     * The last exit of the process.
     *
     * @param text a short description, such as {@code exited with 1}
     * @param expected whether the exit code means success, or the process is stopped
     */
    public record LastExit(String text, OptionalInt code, Optional<String> signal, long at, boolean expected) {
    }

    /**
     * A dependency of the process.
     *
     * @param condition in lower case, as in the configuration
     * @param met whether the dependency meets the condition now
     */
    public record Wait(String id, String condition, boolean met) {
    }
}
