package io.quarkiverse.processmanager.runtime.definition.text;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.runtime.safe.SecretText;

/** The text of a value in a property file. */
public final class SettingText {

    private SettingText() {
    }

    /**
     * Names and values in turn, as {@code name=value, name=value}. A value without a text is left out, and a secret is masked.
     */
    public static String list(Object... namesAndValues) {
        List<String> settings = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = of(namesAndValues[i + 1]);
            if (!value.isEmpty()) {
                settings.add(namesAndValues[i] + "=" + (isText(namesAndValues[i + 1]) ? SecretText.mask(value) : value));
            }
        }
        return String.join(", ", settings);
    }

    /** Whether the value is a text, which can be a secret. A number, a choice, a time and a dependency are none. */
    public static boolean isText(Object value) {
        Object one = value instanceof Optional<?> some ? some.orElse(null) : value;
        return one instanceof Collection<?> several ? several.stream().anyMatch(SettingText::isText)
                : one instanceof String || one instanceof Path || one instanceof URI;
    }

    /** The text of the value; empty for an empty {@code Optional}. */
    public static String of(Object value) {
        if (value instanceof Duration duration) {
            return duration.toString().substring(2).toLowerCase(Locale.ROOT);
        } else if (value instanceof Enum<?> choice) {
            return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
        } else if (value instanceof Collection<?> several) {
            return several.stream().map(SettingText::of).collect(Collectors.joining(","));
        } else if (value instanceof Dependency dependency) {
            return SecretText.mask(dependency.id()) + (dependency.any() ? ":any" : "")
                    + dependency.condition().map(condition -> ":" + of(condition)).orElse("")
                    + (dependency.mayBeAbsent() ? "?" : "");
        } else if (value instanceof Optional<?> some) {
            return some.map(SettingText::of).orElse("");
        } else if (value instanceof OptionalInt number) {
            return number.isPresent() ? String.valueOf(number.getAsInt()) : "";
        } else if (value instanceof OptionalLong number) {
            return number.isPresent() ? String.valueOf(number.getAsLong()) : "";
        } else if (value instanceof OptionalDouble number) {
            return number.isPresent() ? String.valueOf(number.getAsDouble()) : "";
        }
        return String.valueOf(value);
    }
}
