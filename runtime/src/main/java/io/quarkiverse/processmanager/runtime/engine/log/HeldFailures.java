package io.quarkiverse.processmanager.runtime.engine.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.ProcessEvent;

/**
 * The failures of the processes that a start of the application waits for. The error of the start has the reason of one of them,
 * so that one needs no line of its own in the log. The event of a failure can come before or after the error. One thread only.
 */
final class HeldFailures {

    private final Set<String> awaited = new HashSet<>();
    private final Map<String, ProcessEvent.GaveUp> held = new LinkedHashMap<>();
    private Optional<String> explained = Optional.empty();

    /** The start of an application waits for these processes from now on. */
    void hold(Set<String> ids) {
        explained = Optional.empty();
        awaited.addAll(ids);
    }

    /** Whether the failure needs no line now. */
    boolean holds(ProcessEvent.GaveUp failed) {
        if (explained.filter(failed.id()::equals).isPresent()) {
            explained = Optional.empty();
            return true;
        }
        if (awaited.contains(failed.id())) {
            held.put(failed.id(), failed);
            return true;
        }
        return false;
    }

    /**
     * The wait is over.
     *
     * @param inError the process whose failure is the error of the start
     * @return the other failures, which need lines now
     */
    List<ProcessEvent.GaveUp> release(Optional<String> inError) {
        explained = inError.filter(id -> held.remove(id) == null);
        List<ProcessEvent.GaveUp> others = new ArrayList<>(held.values());
        awaited.clear();
        held.clear();
        return others;
    }

    /** A process starts again. */
    void starts(String id) {
        explained = explained.filter(other -> !other.equals(id));
    }
}
