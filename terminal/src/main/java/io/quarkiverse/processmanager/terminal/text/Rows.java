package io.quarkiverse.processmanager.terminal.text;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

import io.quarkiverse.processmanager.terminal.client.Members;

/** The texts of a row of {@code ps}. */
public final class Rows {

    private static final long MEBIBYTE = 1024 * 1024;

    private Rows() {
    }

    /** The state, and the health if there is a check and the process is up. */
    public static String state(Members row) {
        String state = row.text("state").toLowerCase(Locale.ROOT);
        String health = row.text("health");
        return health.equals("HEALTHY") || health.equals("UNHEALTHY") ? state + ", " + health.toLowerCase(Locale.ROOT) : state;
    }

    /** What a sentence says about a process in this state: {@code is running}, {@code has failed}. */
    public static String verb(String state) {
        return state.equals("failed") ? "has failed" : "is " + state;
    }

    /**
     * A process with its state and the reason, without a word twice: {@code db: running (up)}, {@code db: stopped on request}.
     *
     * @param state in lower case
     */
    public static String outcome(String id, String state, String why) {
        boolean same = why.equals(state) || why.startsWith(state + " ");
        return id + ": " + (same ? why : state + " (" + why + ")");
    }

    public static String pid(Members row) {
        return row.number("pid").map(String::valueOf).orElse(row.is("external") ? "external" : "-");
    }

    public static String port(Members row) {
        return row.number("port").map(String::valueOf).orElse("-");
    }

    public static String cpu(Members row) {
        return row.decimal("cpuPercent").map(percent -> String.format(Locale.ROOT, "%.1f %%", percent)).orElse("-");
    }

    public static String memory(Members row) {
        return row.number("memoryBytes").map(bytes -> bytes / MEBIBYTE + " MB").orElse("-");
    }

    public static String uptime(Members row, Instant now) {
        try {
            return Durations.text(Duration.between(Instant.parse(row.text("startedAt")), now));
        } catch (DateTimeParseException e) {
            return "-";
        }
    }
}
