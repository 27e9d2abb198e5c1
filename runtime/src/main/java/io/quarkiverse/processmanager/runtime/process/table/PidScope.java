package io.quarkiverse.processmanager.runtime.process.table;

/**
 * Says where a pid has a meaning: from a start of the system to its end, and in one name space of pids. A container that shares
 * a directory with another one has pids of its own.
 *
 * @param boot differs from one start of the system to the next
 * @param pids the name space, empty where the system has only one
 */
public record PidScope(String boot, String pids) {

    /** The first line of a state file. */
    public String text() {
        return pids.isEmpty() ? boot : boot + " " + pids;
    }

    /** Whether such a line was written since the system was started. */
    public boolean isOfThisBoot(String line) {
        return line.startsWith(boot);
    }
}
