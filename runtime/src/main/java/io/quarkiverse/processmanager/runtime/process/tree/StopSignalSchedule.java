package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.SignalAction;

/**
 * Decides which members of a tree receive the stop signal at each scan. The root receives the signal first, alone until it has
 * ended or until the rest is due: a root that ends in an orderly way needs its helpers. A root with a handler for the signal
 * has mostly passed it on to its children, which then have a moment to end without a second signal. A root that ignores the signal
 * mostly waits for its children, so that the rest is due at once. Then the signal goes to all other members, later only to
 * orphaned members: a child that a member starts in order to clean up shares the remaining grace period with that member. For
 * one thread.
 */
final class StopSignalSchedule {

    private static final long SECOND_SIGNAL_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long YOUNG_TICKS = 30;

    private static final long PASSED_ON_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ProcessId root;
    private final Set<ProcessId> signalled = new HashSet<>();
    private final Map<ProcessId, Long> secondSignalDue = new HashMap<>();
    private final Map<ProcessId, Integer> youngPrograms = new HashMap<>();
    private boolean restSignalled;
    private SignalAction rootAction = SignalAction.DEFAULT;
    private Set<ProcessId> rootChildren = Set.of();
    private OptionalLong rootGoneNanos = OptionalLong.empty();

    StopSignalSchedule(ProcessId root) {
        this.root = root;
    }

    /** Whether the signal has gone to this process. */
    boolean hasSignalled(ProcessId member) {
        return signalled.contains(member);
    }

    /** Sets what the root does with the stop signal. */
    void rootAction(SignalAction action) {
        rootAction = action;
    }

    /**
     * The members that the signal goes to now.
     *
     * @param restDueNanos when the rest of the tree receives the signal although the root is alive
     * @param nowTicks the time of the scan on the clock of start times
     */
    Targets next(List<ProcessEntry> living, long restDueNanos, long nowNanos, long nowTicks) {
        Optional<ProcessEntry> livingRoot = findRoot(living);
        boolean early = rootAction != SignalAction.IGNORE && nowNanos - restDueNanos < 0;
        if (livingRoot.isPresent() && early) {
            rootChildren = childrenOfRoot(living);
            return new Targets(signalled.add(root) ? List.of(livingRoot.get()) : List.of(), false);
        }
        if (livingRoot.isEmpty() && early && hasJustPassedItOn(nowNanos)) {
            return new Targets(targets(living, rootChildren, false, nowNanos, nowTicks), false);
        }
        boolean first = !restSignalled && !living.isEmpty();
        restSignalled |= first;
        boolean wholeGroups = first && !hasSignalledAny(living);
        return new Targets(targets(living, Set.of(), first, nowNanos, nowTicks), wholeGroups);
    }

    private Optional<ProcessEntry> findRoot(List<ProcessEntry> living) {
        for (ProcessEntry entry : living) {
            if (entry.identity().equals(root)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private boolean hasSignalledAny(List<ProcessEntry> living) {
        for (ProcessEntry entry : living) {
            if (signalled.contains(entry.identity())) {
                return true;
            }
        }
        return false;
    }

    private Set<ProcessId> childrenOfRoot(List<ProcessEntry> living) {
        if (living.size() == 1) {
            return Set.of();
        }
        Set<ProcessId> children = new HashSet<>();
        for (ProcessEntry entry : living) {
            if (entry.parent() == root.pid()) {
                children.add(entry.identity());
            }
        }
        return children;
    }

    private boolean hasJustPassedItOn(long nowNanos) {
        if (rootAction != SignalAction.HANDLE) {
            return false;
        }
        if (rootGoneNanos.isEmpty()) {
            rootGoneNanos = OptionalLong.of(nowNanos);
        }
        return nowNanos - rootGoneNanos.getAsLong() < PASSED_ON_NANOS;
    }

    private List<ProcessEntry> targets(List<ProcessEntry> living, Set<ProcessId> spared, boolean first, long nowNanos,
            long nowTicks) {
        Set<Long> pids = new HashSet<>();
        for (ProcessEntry entry : living) {
            pids.add(entry.pid());
        }
        List<ProcessEntry> next = new ArrayList<>();
        for (ProcessEntry entry : living) {
            boolean due = !signalled.contains(entry.identity()) && !spared.contains(entry.identity())
                    && (first || !pids.contains(entry.parent()));
            if (due) {
                remember(entry, nowNanos, nowTicks);
            }
            if (due || isDueAgain(entry, nowNanos)) {
                next.add(entry);
            }
        }
        return next;
    }

    /**
     * The members that receive the signal.
     *
     * @param wholeGroups whether one signal may go to a whole group, because no living member has received the signal before
     */
    record Targets(List<ProcessEntry> members, boolean wholeGroups) {
    }

    /**
     * Records a signal. A process that a shell has just forked still has the signal handler of the shell, which takes the
     * signal instead of the program that follows. A young process therefore receives the signal a second time 300 ms later, and
     * again when its program changes.
     */
    private void remember(ProcessEntry entry, long nowNanos, long nowTicks) {
        signalled.add(entry.identity());
        long age = nowTicks - entry.identity().startTicks();
        if (age < YOUNG_TICKS && !entry.identity().equals(root)) {
            secondSignalDue.put(entry.identity(), nowNanos + SECOND_SIGNAL_NANOS);
            youngPrograms.put(entry.identity(), entry.program());
        }
    }

    private boolean isDueAgain(ProcessEntry entry, long nowNanos) {
        Integer program = youngPrograms.get(entry.identity());
        if (program != null && program != entry.program()) {
            youngPrograms.put(entry.identity(), entry.program());
            return true;
        }
        Long due = secondSignalDue.get(entry.identity());
        if (due == null || nowNanos - due < 0) {
            return false;
        }
        secondSignalDue.remove(entry.identity());
        return true;
    }
}
