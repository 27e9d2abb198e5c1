package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * Whether the group and the session that the root of a tree has made are still there. Once nobody is in them, their number can
 * become that of somebody else's, who must not be taken for a member. For one thread.
 */
final class RootGroup {

    /** Who keeps changing its pid can be missed for a while; a number is not used again that soon. */
    private static final long UNSEEN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long number;
    private boolean looked;
    private boolean over;
    private long seenNanos;

    RootGroup(ProcessId root) {
        this.number = root.pid();
    }

    /** Takes note of who is there now. */
    void look(TreeMembership.Members members, long nowNanos) {
        if (!looked || holdsAny(members)) {
            seenNanos = nowNanos;
        }
        looked = true;
        over |= nowNanos - seenNanos > UNSEEN_NANOS;
    }

    private boolean holdsAny(TreeMembership.Members members) {
        return !members.dead().isEmpty() || members.unseen()
                || members.living().stream().anyMatch(entry -> entry.group() == number || entry.session() == number);
    }

    boolean isOver() {
        return over;
    }
}
