package io.quarkiverse.processmanager.runtime.definition.external;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The processes that run elsewhere as {@code quarkus.process-manager.external} names them.
 *
 * @param names tags and ids; the asterisk names all processes
 */
public record ExternalChoice(Set<String> names) {

    public static final ExternalChoice NONE = new ExternalChoice(Set.of());
    private static final String ALL = "*";

    public ExternalChoice {
        names = Set.copyOf(names);
    }

    /** The choice of a list, in which blanks do not count. */
    public static ExternalChoice of(Optional<? extends Collection<String>> list) {
        if (list.isEmpty()) {
            return NONE;
        }
        Set<String> names = new TreeSet<>();
        list.get().stream().map(String::strip).filter(name -> !name.isEmpty()).forEach(names::add);
        return new ExternalChoice(names);
    }

    /**
     * Whether the list names a process, and the process itself does not object.
     *
     * @param own the setting {@code external} of the process
     */
    public boolean names(String id, Collection<String> tags, Optional<Boolean> own) {
        return !names.isEmpty() && own.orElse(true)
                && (names.contains(ALL) || names.contains(id) || tags.stream().map(String::strip).anyMatch(names::contains));
    }

    /** Whether a process runs elsewhere: its own setting decides, else the list. */
    public boolean isExternal(String id, Collection<String> tags, Optional<Boolean> own) {
        return own.orElse(false) || names(id, tags, own);
    }

    /** The names that are neither a tag nor an id. */
    public Set<String> unknown(Set<String> known) {
        Set<String> unknown = new TreeSet<>(names);
        unknown.remove(ALL);
        unknown.removeAll(known);
        return unknown;
    }
}
