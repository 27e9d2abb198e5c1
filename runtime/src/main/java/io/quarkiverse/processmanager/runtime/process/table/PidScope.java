package io.quarkiverse.processmanager.runtime.process.table;

/**
 * The scope in which a pid is valid: one boot of the system and one name space of pids. A container that shares a directory
 * with another container has pids of its own.
 *
 * @param boot differs from one boot of the system to the next
 * @param pids the name space, empty where the system has only one
 */
public record PidScope(String boot, String pids) {

    /** The first line of a state file. */
    public String text() {
        return pids.isEmpty() ? boot : boot + " " + pids;
    }

    /** Whether the first line of a state file was written since the boot. */
    public boolean isOfThisBoot(String line) {
        return line.startsWith(boot);
    }
}
