package io.quarkiverse.processmanager.runtime.views;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

import io.quarkiverse.processmanager.runtime.definition.LeastReady;

/**
 * One process in a table. Times are milliseconds since the epoch; an absent value is {@code null} in JSON.
 *
 * @param group the name of its pattern or service; empty without one
 * @param kind {@code task}, {@code service} or empty
 * @param tags the tags of its definition
 * @param phase the name of its phase
 * @param state the word for the phase: its name, or {@code DONE} or {@code SKIPPED} for a task that has completed
 * @param health the name of its health
 * @param endpoints the addresses, the main port first
 * @param cause the line of output that says why the last start has ended, if the process has failed or waits for a restart
 * @param cpu in percent of one core
 * @param memory in bytes
 * @param dependents the processes that wait for this one
 * @param blockedBy the dependencies that keep the process waiting or made it fail
 * @param actions the actions that are possible now: {@code start}, {@code run}, {@code forceStart}, {@code stop},
 *        {@code restart}, {@code kill}, {@code signal}
 * @param source what defines the process
 * @param tally the class in which the process counts
 * @param rank how far the process has come, see {@link LeastReady}: of several replicas the one with the lowest rank speaks for all
 * @param ready whether an application can use the process
 * @param startsLater whether the process has never been started, and starts when the application accepts requests
 * @param until the time when the phase ends by its timer: the next start, or the kill
 * @param attempt the number of restarts in a row
 * @param attempts the most restarts in a row; absent without a limit
 * @param lastRun the last run, if the process is a task
 * @param nextRun the time of the next run of its schedule
 * @param queued whether a run of its schedule waits for the end of the present one
 * @param replicaOf the id of the process of which this one is a replica
 * @param external whether it runs elsewhere, so that the application only watches it
 * @param commands what a user can run beside the process
 */
public record ProcessRow(String id, String name, String group, String kind, List<String> tags, String phase, String state,
        String health,
        long since, String why, Optional<String> cause,
        OptionalLong pid, OptionalInt port, List<Endpoint> endpoints, OptionalLong startedAt,
        int restarts, long incarnation,
        Optional<LastExit> lastExit, OptionalDouble cpu, OptionalLong memory, OptionalInt threads, OptionalInt processes,
        List<Wait> dependsOn, List<String> dependents, List<String> blockedBy, List<String> actions, RowSource source,
        boolean detached, Tally tally, int rank, boolean ready, boolean startsLater, OptionalLong until, int attempt,
        OptionalInt attempts,
        Optional<LastRun> lastRun, OptionalLong nextRun, boolean queued, Optional<String> replicaOf,
        boolean external, List<CommandRow> commands) {

    /** Whether the process has failed, waits for a restart after a failure, or is unhealthy. */
    public boolean down() {
        return tally == Tally.DOWN;
    }

    /** The address for a browser: the first one of the endpoints. */
    public Optional<String> url() {
        return endpoints.stream().flatMap(endpoint -> endpoint.url().stream()).findFirst();
    }

    /** The ports with a name that the configuration declares. */
    public Map<String, Integer> ports() {
        Map<String, Integer> ports = new TreeMap<>();
        endpoints.stream()
                .filter(Endpoint::hasOwnName)
                .forEach(endpoint -> ports.put(endpoint.name(), endpoint.port()));
        return ports;
    }

    /**
     * An address of the process.
     *
     * @param name the name of the port: {@code main}, a declared one, or {@code health check}
     * @param scheme the scheme of its URLs; empty if none is known
     * @param host the host on which others find the process
     * @param port 0 for a port that is chosen later
     * @param address the scheme, the host and the port, for people and for the clipboard
     * @param url the address for a browser; absent unless the scheme is {@code http} or {@code https}
     */
    public record Endpoint(String name, String scheme, String host, int port, String address, Optional<String> url) {

        /** The id of its process, with the name of the port if the configuration declares one. */
        public String label(String id) {
            return hasOwnName() ? id + " " + name : id;
        }

        private boolean hasOwnName() {
            return !name.equals(Endpoints.MAIN) && !name.equals(Endpoints.CHECK);
        }
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
     * A run of a task.
     *
     * @param text how it has ended, such as {@code exited with 1}
     * @param at the time of the end
     * @param millis how long it took
     * @param args the arguments of the call that requested it
     */
    public record LastRun(String text, boolean success, long at, long millis, List<String> args) {
    }

    /**
     * A dependency of the process.
     *
     * @param condition in lower case, as in the configuration
     * @param met whether the dependency meets the condition now
     * @param failed whether the dependency is down and does not meet the condition
     * @param any whether one replica of several is enough, and this is one of them
     */
    public record Wait(String id, String condition, boolean met, boolean failed, boolean any) {
    }
}
