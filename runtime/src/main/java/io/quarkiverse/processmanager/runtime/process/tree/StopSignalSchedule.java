package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * Which members of a tree have been asked to end. The first time everybody is. Later it is those who have lost the one that
 * started them: a child that a member starts in order to clean up shares what is left of the grace with that member. For one
 * thread.
 */
final class StopSignalSchedule {

    private static final long SECOND_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long YOUNG_TICKS = 30;

    private final ProcessId root;
    private final Set<ProcessId> asked = new HashSet<>();
    private final Map<ProcessId, Long> secondDue = new HashMap<>();
    private final Map<ProcessId, Integer> youngPrograms = new HashMap<>();

    StopSignalSchedule(ProcessId root) {
        this.root = root;
    }

    boolean nobodyYet() {
        return asked.isEmpty();
    }

    /** Who is to be asked now; {@code nowTicks} is on the clock of start times. */
    List<ProcessEntry> next(List<ProcessEntry> living, long nowNanos, long nowTicks) {
        boolean first = nobodyYet();
        Set<Long> pids = new HashSet<>();
        for (ProcessEntry entry : living) {
            pids.add(entry.pid());
        }
        List<ProcessEntry> next = new ArrayList<>();
        for (ProcessEntry entry : living) {
            boolean unasked = !asked.contains(entry.identity()) && (first || !pids.contains(entry.parent()));
            if (unasked) {
                remember(entry, nowNanos, nowTicks);
            }
            if (unasked || isDueAgain(entry, nowNanos)) {
                next.add(entry);
            }
        }
        return next;
    }

    /**
     * A process that a shell has just forked still has the shell's signal handler, which takes a signal that the program to
     * come
     * never sees. So who is very young is asked a second time a little later, and again when it has become another program.
     */
    private void remember(ProcessEntry entry, long nowNanos, long nowTicks) {
        asked.add(entry.identity());
        long age = nowTicks - entry.identity().startTicks();
        if (age < YOUNG_TICKS && !entry.identity().equals(root)) {
            secondDue.put(entry.identity(), nowNanos + SECOND_NANOS);
            youngPrograms.put(entry.identity(), entry.program());
        }
    }

    private boolean isDueAgain(ProcessEntry entry, long nowNanos) {
        Integer program = youngPrograms.get(entry.identity());
        if (program != null && program != entry.program()) {
            youngPrograms.put(entry.identity(), entry.program());
            return true;
        }
        Long due = secondDue.get(entry.identity());
        if (due == null || nowNanos - due < 0) {
            return false;
        }
        secondDue.remove(entry.identity());
        return true;
    }
}
