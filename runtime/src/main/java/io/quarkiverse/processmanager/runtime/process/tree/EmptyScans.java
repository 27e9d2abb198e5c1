package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.Set;

import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * Decides whether a tree is gone: by what a scan proves, or by how many scans in a row have found no member. For one thread.
 */
final class EmptyScans {

    private static final int ENOUGH = 2;
    /** A tree that goes on to fork while it ends can be missed several times in a row. */
    private static final int ENOUGH_WHILE_FORKING = 10;
    private static final long DOUBT_NANOS = 300_000_000L;

    private int count;
    private boolean forking;
    private boolean doubtful;
    private long doubtfulSince;
    private Set<ProcessId> dead = Set.of();

    /**
     * What a scan means for the end of a tree.
     *
     * @param accepted whether the scan counts; one in doubt is repeated soon
     * @param unseen whether the tree has a member that the scan has not found alive
     * @param gone whether no process of the tree is alive
     */
    record Result(boolean accepted, boolean unseen, boolean gone) {

        /** Whether the scan is one of those in a row that have found no member. */
        boolean isEmpty(TreeMembership.Members members) {
            return accepted && !unseen && members.living().isEmpty();
        }
    }

    /**
     * @param decides whether something depends on this scan
     * @param forks whether the scan has found a member that was started during the kill
     */
    Result scanned(TreeMembership.Members members, ScanConfidence confidence, boolean decides, boolean forks, long nowNanos) {
        boolean empty = members.living().isEmpty();
        // Scans hardly ever find a process that keeps changing its pid alive, but they find its zombies or its group.
        boolean unseen = members.unseen() || count > 0 && !dead.containsAll(members.dead());
        forking |= !empty && (count > 0 || forks);
        dead = members.dead();
        boolean accepted = decides && isAccepted(confidence, nowNanos);
        if (!empty || unseen) {
            count = 0;
        } else if (accepted) {
            count++;
        }
        return new Result(accepted, unseen, count >= (forking ? ENOUGH_WHILE_FORKING : ENOUGH)
                || empty && confidence == ScanConfidence.SURE);
    }

    /** Whether the next scan must follow soon, because the last one was in doubt. */
    boolean isInDoubt() {
        return doubtful;
    }

    /** A foreign process that shows no environment must not delay the end, or the count, for ever. */
    private boolean isAccepted(ScanConfidence confidence, long nowNanos) {
        if (confidence != ScanConfidence.DOUBTFUL) {
            doubtful = false;
            return true;
        }
        if (!doubtful) {
            doubtful = true;
            doubtfulSince = nowNanos;
        }
        return nowNanos - doubtfulSince > DOUBT_NANOS;
    }
}
