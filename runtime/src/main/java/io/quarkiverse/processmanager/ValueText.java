package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.quarkiverse.processmanager.runtime.time.Durations;

/** Values as text for people. The text is the same as that of the engine, in {@code Words}. */
final class ValueText {

    private static final List<String> BYTE_UNITS = List.of("B", "KB", "MB", "GB", "TB");

    private ValueText() {
    }

    /** {@code 250 ms}, {@code 3.2 s}, {@code 4 min 10 s}, {@code 2 h 5 min}. */
    static String of(Duration duration) {
        return Durations.text(duration);
    }

    /** {@code 512 B}, {@code 40 KB}, {@code 1.5 MB}, {@code 2 GB}. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < BYTE_UNITS.size() - 1) {
            value /= 1024;
            unit++;
        }
        return number(value) + " " + BYTE_UNITS.get(unit);
    }

    /** {@code 90}, {@code 97.5}. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** {@code 1 thread}, {@code 5 threads}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : noun.endsWith("s") ? "es" : "s");
    }

    /** {@code running}. */
    static String of(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
