package io.quarkiverse.processmanager.runtime.definition.traits;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The choice of the processes that start with the application, by their tags and ids.
 *
 * @param only the tags and ids of which a process must have one; empty for all processes
 * @param except the tags and ids of which a process must have none
 */
public record Selection(Set<String> only, Set<String> except) {

    /**
     * What the choice needs to know about a process.
     *
     * @param dependencies the ids of the processes that the process waits for
     */
    public record Candidate(Set<String> tags, Collection<String> dependencies) {
    }

    public boolean isAll() {
        return only.isEmpty() && except.isEmpty();
    }

    /** Whether a process with this id and these tags is chosen, apart from the processes that need it. */
    public boolean contains(String id, Set<String> tags) {
        return (only.isEmpty() || names(only, id, tags)) && !names(except, id, tags);
    }

    private static boolean names(Set<String> names, String id, Set<String> tags) {
        return names.contains(id) || tags.stream().anyMatch(names::contains);
    }

    /** The ids of the chosen processes and of those that they need. */
    public Set<String> of(Map<String, Candidate> processes) {
        Set<String> chosen = new TreeSet<>();
        processes.forEach((id, process) -> {
            if (contains(id, process.tags())) {
                add(id, processes, chosen);
            }
        });
        return chosen;
    }

    private static void add(String id, Map<String, Candidate> processes, Set<String> chosen) {
        if (processes.containsKey(id) && chosen.add(id)) {
            processes.get(id).dependencies().forEach(other -> add(other, processes, chosen));
        }
    }
}
