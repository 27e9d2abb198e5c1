package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One process as the Dev UI shows it in its tables. Moments are milliseconds since the epoch, what is absent is {@code null} in
 * JSON.
 *
 * @param group the name of its pattern; empty without one
 * @param phase the name of its phase
 * @param health the name of its health
 * @param url where a browser finds it
 * @param cpu in percent of one core
 * @param memory in bytes
 * @param dependents those that wait for it
 * @param blockedBy those because of which it waits or has failed
 * @param actions what may be asked of it now: {@code start}, {@code forceStart}, {@code stop}, {@code restart}, {@code kill},
 *        {@code signal}
 * @param created whether code has made it, not the configuration
 */
public record ProcessRow(String id, String name, String group, String phase, String health, long since, String why,
        OptionalLong pid, OptionalInt port, Optional<String> url, OptionalLong startedAt, int restarts, long incarnation,
        Optional<End> lastExit, OptionalDouble cpu, OptionalLong memory, OptionalInt threads, OptionalInt processes,
        List<Wait> dependsOn, List<String> dependents, List<String> blockedBy, List<String> actions, boolean created,
        boolean detached) {

    /**
     * The end of an incarnation.
     *
     * @param text in a few words
     * @param expected whether it meant success or somebody had asked for it
     */
    public record End(String text, OptionalInt code, Optional<String> signal, long at, boolean expected) {
    }

    /**
     * What it waits for.
     *
     * @param condition in lower case, as in the configuration
     * @param met whether that is so now
     */
    public record Wait(String id, String condition, boolean met) {
    }
}
