package io.quarkiverse.processmanager.runtime.rules.text;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.quarkiverse.processmanager.runtime.time.Durations;

/** Formats values for messages, log lines and the texts of the public types. */
public final class Words {

    private static final List<String> BYTE_UNITS = List.of("B", "KB", "MB", "GB", "TB");

    private Words() {
    }

    /** {@code 45 ms}, {@code 3.2 s}, {@code 4 min 10 s}, {@code 2 h 5 min}. */
    public static String of(Duration duration) {
        return Durations.text(duration);
    }

    /** {@code 4 s}, {@code 59 s}, {@code 4 min 10 s}: whole seconds, for lines about something that goes on. */
    public static String seconds(Duration duration) {
        return duration.toSeconds() < 60 ? Math.max(0, duration.toSeconds()) + " s" : of(duration);
    }

    /**
     * {@code 512 B}, {@code 40 KB}, {@code 1.5 MB}, {@code 2 GB}: the largest unit of which there is at least one, in steps of
     * 1,024, with at most one digit after the point. The pages of the Dev UI have the same rule in
     * {@code process-manager-display.js}.
     */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < BYTE_UNITS.size() - 1) {
            value /= 1024;
            unit++;
        }
        return number(value) + " " + BYTE_UNITS.get(unit);
    }

    /** {@code 90}, {@code 97.5}. */
    public static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** The last lines of the output of a process as the end of a message; empty without any. */
    public static String lastLines(List<String> lines) {
        return lines.isEmpty() ? "" : "; the last lines of its output:\n    " + String.join("\n    ", lines);
    }

    /** {@code 1 restart}, {@code 5 restarts}. */
    public static String count(long number, String noun) {
        return number + " " + (number == 1 ? noun : noun.endsWith("s") ? noun + "es" : noun + "s");
    }

    /** {@code running}. */
    public static String of(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
