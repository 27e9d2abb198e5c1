package io.quarkiverse.processmanager.runtime.rules.replica;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.ProcessStatus;

/**
 * The order in which the replicas of a process are restarted while the application uses them.
 *
 * @param together the replicas that are not ready: their restart takes nothing from the application
 * @param oneByOne the ready replicas, after them
 */
public record RestartOrder(List<String> together, List<String> oneByOne) {

    public RestartOrder {
        together = List.copyOf(together);
        oneByOne = List.copyOf(oneByOne);
    }

    public static RestartOrder of(Collection<ProcessStatus> replicas) {
        return new RestartOrder(
                replicas.stream().filter(status -> !status.isReady()).map(ProcessStatus::id).toList(),
                replicas.stream().filter(ProcessStatus::isReady).map(ProcessStatus::id).toList());
    }

    /** The place of a replica among all, such as {@code 2 of 3}. */
    public String place(String id) {
        int index = together.contains(id) ? together.indexOf(id) : together.size() + oneByOne.indexOf(id);
        return index + 1 + " of " + (together.size() + oneByOne.size());
    }

    /**
     * The end of a message about a replica that has failed: what has restarted before it, what has not and keeps running, and what to
     * do next. Empty if none of the others is up.
     *
     * @param begun the replicas whose restart has begun
     * @param dependents the processes that restart after the last replica
     * @param isUp whether a process is up now
     */
    public String outcome(String group, Collection<String> begun, Collection<String> dependents, Predicate<String> isUp) {
        List<String> up = Stream.concat(together.stream(), oneByOne.stream()).filter(isUp).toList();
        String restarted = Replicas.names(group, up.stream().filter(begun::contains).toList());
        String others = Stream.concat(
                Stream.of(Replicas.names(group, up.stream().filter(id -> !begun.contains(id)).toList())),
                dependents.stream().filter(isUp)).filter(names -> !names.isEmpty()).collect(Collectors.joining(", "));
        return (restarted.isEmpty() ? "" : "; already restarted: " + restarted) + (others.isEmpty() ? ""
                : "; not restarted, running as before: " + others + "; restart " + group + " again when the cause is removed");
    }
}
