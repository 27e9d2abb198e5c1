package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * Tracks whether the group and the session that the root of a tree has created still exist. Once they are empty, the system can
 * give their number to a foreign group, whose processes must not become members. For one thread.
 */
final class RootGroup {

    /** Scans can miss a process that keeps changing its pid for a while. The system does not reuse a number that soon. */
    private static final long UNSEEN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long number;
    private boolean scanned;
    private boolean over;
    private long seenNanos;

    RootGroup(ProcessId root) {
        this.number = root.pid();
        this.over = root.equals(ProcessId.NONE);
    }

    /** Records the members that a scan has found. */
    void scanned(TreeMembership.Members members, long nowNanos) {
        if (!scanned || holdsAny(members)) {
            seenNanos = nowNanos;
        }
        scanned = true;
        over |= nowNanos - seenNanos > UNSEEN_NANOS;
    }

    private boolean holdsAny(TreeMembership.Members members) {
        if (!members.dead().isEmpty() || members.unseen()) {
            return true;
        }
        for (ProcessEntry entry : members.living()) {
            if (entry.group() == number || entry.session() == number) {
                return true;
            }
        }
        return false;
    }

    boolean isOver() {
        return over;
    }
}
