package io.quarkiverse.processmanager.runtime.views;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

/** The actions that a process accepts in its phase. The Dev UI enables its buttons accordingly. */
public final class Actions {

    private Actions() {
    }

    /** @param external whether the process runs elsewhere: it can only be watched */
    public static List<String> of(ProcessStatus status, boolean external) {
        return !external ? of(status) : status.phase() == ProcessPhase.STOPPED ? List.of("start") : List.of();
    }

    static List<String> of(ProcessStatus status) {
        ProcessPhase phase = status.phase();
        boolean up = phase == ProcessPhase.STARTING || phase == ProcessPhase.RUNNING;
        List<String> actions = new ArrayList<>();
        if (phase.isAtRest() || phase == ProcessPhase.BACKOFF) {
            actions.add("start");
        }
        if (phase.isAtRest() && status.runs().isPresent()) {
            actions.add("run");
        }
        if (phase == ProcessPhase.WAITING) {
            actions.add("forceStart");
        }
        if (phase.isActive()) {
            actions.add("stop");
        }
        if (up) {
            actions.add("restart");
        }
        if (up || phase == ProcessPhase.STOPPING) {
            actions.add("kill");
        }
        if (status.isAlive()) {
            actions.add("signal");
        }
        return List.copyOf(actions);
    }
}
