package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.Optional;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.runtime.process.table.PidCounter;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;

/**
 * Reads the processes that were started during a scan. The list of a scan is some milliseconds old when its last process has been
 * read: a process that forks and exits each millisecond, each time in a session of its own, is never in it. The system assigns pids
 * in turn, so the pids between two counts are all candidates. Reading them takes some microseconds for each, less than a fork takes.
 * <p>
 * It can miss a process that has had its pid for so long that the system has assigned more than {@link #BEFORE} others, and that
 * becomes visible during the scan, just before its parent exits. So only a scan without a fork proves that no process is left. For
 * one thread.
 */
final class CatchUp {

    /** How many pids before the count are read: a child gets its pid a moment before it is visible, so the scan may have missed it. */
    static final int BEFORE = 8;
    /** A machine that starts more processes than this during a scan would keep the scan from its end. */
    private static final int MOST = 256;
    private static final int ROUNDS = 8;

    /** What a snapshot proves. */
    enum Result {
        /** Nothing was started since the processes have been read that were started during the scan. */
        CAUGHT_UP,
        /** Processes are started faster than they can be read. */
        BEHIND,
        /** This system does not show which pids it assigns. */
        UNKNOWN
    }

    private final ProcessTable table;

    CatchUp(ProcessTable table) {
        this.table = table;
    }

    /**
     * Adds to a snapshot the processes that were started since its beginning.
     *
     * @param begin the count right before the scan
     * @param added receives each of these processes at once: it may exit soon
     */
    Result complete(ProcessSnapshot snapshot, PidCounter begin, Consumer<ProcessEntry> added) {
        PidCounter last = new PidCounter(Math.max(1, begin.last() - BEFORE), begin.limit());
        for (int round = 0; round < ROUNDS; round++) {
            Optional<PidCounter> now = table.pidCounter();
            if (now.isEmpty() || now.get().since(last).isEmpty()) {
                return Result.UNKNOWN;
            }
            long started = now.get().since(last).getAsLong();
            if (started > MOST) {
                return Result.BEHIND;
            }
            if (started == 0) {
                return Result.CAUGHT_UP;
            }
            for (long pid = last.last() + 1; pid <= now.get().last(); pid++) {
                if (!snapshot.has(pid)) {
                    table.readProcess(pid).ifPresent(entry -> {
                        snapshot.add(entry);
                        added.accept(entry);
                    });
                }
            }
            last = now.get();
        }
        return Result.BEHIND;
    }
}
