package io.quarkiverse.processmanager.runtime.process.table;

import java.security.SecureRandom;

/**
 * Identifies one runner: pid and start time identify the JVM, a random part distinguishes several runners in one JVM.
 *
 * @param process this JVM
 * @param nonce the random part
 */
public record RunnerId(ProcessId process, String nonce) {

    private static final String SEPARATOR = "_";
    private static final String VARIABLE = "QPM" + SEPARATOR;

    /** The name of the marker variable of detached processes. */
    public static final String DETACHED = VARIABLE + "DETACHED";

    public static RunnerId create(ProcessTable table) {
        return new RunnerId(ofThisJvm(table), Integer.toHexString(new SecureRandom().nextInt()));
    }

    public static ProcessId ofThisJvm(ProcessTable table) {
        long pid = ProcessHandle.current().pid();
        return table.read(pid).map(ProcessEntry::identity).orElse(new ProcessId(pid, 0));
    }

    /** The text in the names of the marker variable and of the state file. */
    public String text() {
        return process.pid() + SEPARATOR + process.startTicks() + SEPARATOR + nonce;
    }

    /**
     * Parses the result of {@link #text()}.
     *
     * @throws NumberFormatException if the text is none
     */
    public static RunnerId parse(String text) {
        String[] parts = text.split(SEPARATOR);
        if (parts.length != 3) {
            throw new NumberFormatException(text);
        }
        return new RunnerId(new ProcessId(Long.parseLong(parts[0]), Long.parseLong(parts[1])), parts[2]);
    }

    /**
     * The name of the marker variable of the processes of this runner. The name, not the value, identifies the JVM: an
     * application that is itself a managed process adds its own variable to that of its parent.
     */
    public String variable() {
        return VARIABLE + text();
    }

    /**
     * The runner with that marker variable.
     *
     * @throws NumberFormatException if the variable is that of detached processes
     */
    public static RunnerId ofVariable(String variable) {
        return parse(variable.substring(VARIABLE.length()));
    }

    /** Whether a variable is the marker variable of any process manager. */
    public static boolean isMarker(String variable) {
        return variable.startsWith(VARIABLE);
    }
}
