package io.quarkiverse.processmanager.runtime.process.table;

import java.security.SecureRandom;

/**
 * Names one runner of this JVM: pid and start time name the JVM, a random part tells apart several runners in it.
 *
 * @param process this JVM
 * @param nonce the random part
 */
public record RunnerId(ProcessId process, String nonce) {

    private static final String SEPARATOR = "_";
    private static final String VARIABLE = "QPM" + SEPARATOR;

    /** The name of the variable of those that outlive their JVM. */
    public static final String DETACHED = VARIABLE + "DETACHED";

    public static RunnerId create(ProcessTable table) {
        return new RunnerId(ofThisJvm(table), Integer.toHexString(new SecureRandom().nextInt()));
    }

    public static ProcessId ofThisJvm(ProcessTable table) {
        long pid = ProcessHandle.current().pid();
        return table.read(pid).map(ProcessEntry::identity).orElse(new ProcessId(pid, 0));
    }

    /** Part of the names of the variable and of the state file. */
    public String text() {
        return process.pid() + SEPARATOR + process.startTicks() + SEPARATOR + nonce;
    }

    /** Reads what {@link #text()} has written. */
    public static RunnerId parse(String text) {
        String[] parts = text.split(SEPARATOR);
        if (parts.length != 3) {
            throw new NumberFormatException(text);
        }
        return new RunnerId(new ProcessId(Long.parseLong(parts[0]), Long.parseLong(parts[1])), parts[2]);
    }

    /**
     * The environment variable by which processes are known as ours. Its name, not its value, names the JVM: an application
     * that is itself such a process adds its own variable to that of its parent.
     */
    public String variable() {
        return VARIABLE + text();
    }

    /** Whether a variable of the environment was set by some process manager. */
    public static boolean isMarker(String variable) {
        return variable.startsWith(VARIABLE);
    }
}
