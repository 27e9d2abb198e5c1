package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The value of a setting as a property would have it. */
final class SettingText {

    private SettingText() {
    }

    static String of(Object value) {
        if (value instanceof Duration duration) {
            return duration.toString().substring(2).toLowerCase(Locale.ROOT);
        }
        if (value instanceof Enum<?> choice) {
            return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(SettingText::of).collect(Collectors.joining(","));
        }
        if (value instanceof Optional<?> some) {
            return some.map(SettingText::of).orElse("");
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? String.valueOf(number.getAsInt()) : "";
        }
        return String.valueOf(value);
    }
}
