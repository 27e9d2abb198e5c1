package io.quarkiverse.processmanager.runtime.process.table;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * An environment variable that identifies every process of a tree, in whatever group or session the process is. A program can clear
 * its environment, so a limit that stands for the variable identifies the same processes.
 *
 * @param variable its name
 * @param value its value, different for each tree
 */
public record Marker(String variable, String value) {

    private static final String BORDER = "-";
    /** The lock limits of one variable differ in the last nine digits. */
    private static final long LIMITS = 1_000_000_000;
    private static final String ANY_LIMIT = ".".repeat(9);
    private static final long FIRST_DIGITS = 100_000_000;

    /** The marker of one start of a process by one runner. */
    public static Marker of(RunnerId runner, long number, String processId) {
        return new Marker(runner.variable(), number + BORDER + processId);
    }

    /** The id of the process. */
    public String processId() {
        return value.substring(value.indexOf(BORDER) + 1);
    }

    /** The marker of a detached process, the same for each start of the same process of the same application. */
    public static Marker ofDetached(String application, String processId) {
        return new Marker(RunnerId.DETACHED, application + BORDER + processId);
    }

    /**
     * The soft limit of file locks ({@code RLIMIT_LOCKS}) of the processes of the tree. Linux has not enforced this limit since
     * version 2.4. A process passes it on to its children whatever environment, session and parent they have, and {@code /proc} shows
     * it to each user. Has 18 digits.
     */
    public long lockLimit() {
        return firstDigits(variable) * LIMITS + number();
    }

    /** A regular expression for the lock limits of all markers with a variable. */
    public static String lockLimits(String variable) {
        return firstDigits(variable) + ANY_LIMIT;
    }

    /** Whether a limit is the lock limit of a marker with that variable. */
    public static boolean isLockLimit(long limit, String variable) {
        return limit / LIMITS == firstDigits(variable);
    }

    private static long firstDigits(String variable) {
        return FIRST_DIGITS + checksum(variable) % (LIMITS - FIRST_DIGITS);
    }

    /** The number of the start, which is different for each tree of a runner. Detached processes have none. */
    private long number() {
        int digits = 0;
        long number = 0;
        while (digits < value.length() && Character.digit(value.charAt(digits), 10) >= 0) {
            number = (number * 10 + Character.digit(value.charAt(digits++), 10)) % LIMITS;
        }
        return digits == 0 || variable.equals(RunnerId.DETACHED) ? checksum(value) % LIMITS : number;
    }

    private static long checksum(String text) {
        CRC32 checksum = new CRC32();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }
}
