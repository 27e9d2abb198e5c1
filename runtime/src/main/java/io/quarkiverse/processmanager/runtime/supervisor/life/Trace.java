package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.rules.Trigger;

/** The last transitions of a process, for the message about an illegal one. */
public final class Trace {

    private static final int LENGTH = 12;

    private final Deque<String> steps = new ArrayDeque<>();

    void add(ProcessPhase phase, Trigger trigger, ProcessPhase next) {
        if (steps.size() == LENGTH) {
            steps.removeFirst();
        }
        steps.addLast(phase + " " + trigger + " " + next);
    }

    public List<String> steps() {
        return List.copyOf(steps);
    }

    IllegalStateException illegal(String id, ProcessPhase phase, Trigger trigger) {
        return new IllegalStateException("process '" + id + "' got " + trigger + " in phase " + phase
                + ", which must not happen; its last steps: " + String.join(", ", steps));
    }
}
