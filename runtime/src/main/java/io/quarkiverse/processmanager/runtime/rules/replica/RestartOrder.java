package io.quarkiverse.processmanager.runtime.rules.replica;

import java.util.Collection;
import java.util.List;

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

    /** The end of a message about a replica that has failed: which ones are not restarted therefore. Empty without any. */
    public String remaining(String id) {
        List<String> after = oneByOne.subList(oneByOne.indexOf(id) + 1, oneByOne.size());
        return switch (after.size()) {
            case 0 -> "";
            case 1 -> "; " + after.get(0) + " was not restarted and keeps running";
            default -> "; " + after.get(0) + " to " + after.get(after.size() - 1) + " were not restarted and keep running";
        };
    }
}
