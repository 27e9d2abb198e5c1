package io.quarkiverse.processmanager.runtime.config.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.definition.SettingText;
import io.quarkiverse.processmanager.runtime.rules.Suggestion;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.runtime.logging.LevelConverter;
import io.smallrye.config.common.utils.StringUtil;

/**
 * Decides whether a text is a value of a type. The decisions equal those of the converters of Quarkus, except that a boolean
 * must be a known word: the converter takes each other word for false.
 */
public final class ValueSyntax {

    private static final Set<String> BOOLEANS = Set.of("true", "yes", "y", "on", "1", "ja", "j", "si", "sim", "oui", "false",
            "no", "n", "off", "0");
    private static final Pattern PORT_MAPPING = Pattern.compile("(?:[0-9.\\[\\]a-zA-Z]*:)+([0-9]{1,5})(?:/(?:tcp|udp))?");

    /** The words of Docker Compose and of YAML, and the values here. */
    private static final Map<String, String> FOREIGN = Map.of("no", "never", "false", "never", "none", "never", "off",
            "never", "unless-stopped", "always", "true", "always");

    private ValueSyntax() {
    }

    /**
     * Why the text is not a value of the type, as the end of a sentence; empty if it is one.
     *
     * @param mask hides secrets in the text for the sentence
     */
    public static Optional<String> problem(Class<?> type, String text, UnaryOperator<String> mask) {
        String quoted = "'" + mask.apply(text) + "'";
        if (type.isEnum()) {
            return enumProblem(type, text, quoted);
        } else if (type == Boolean.class) {
            return when(!BOOLEANS.contains(text.toLowerCase(Locale.ROOT)), quoted + " is neither true nor false");
        } else if (type == Integer.class) {
            return when(fails(Integer::valueOf, text), quoted + " is not a whole number" + mapping(text, mask));
        } else if (type == Long.class) {
            return when(fails(Long::valueOf, text), quoted + " is not a whole number");
        } else if (type == Double.class) {
            return when(fails(Double::valueOf, text), quoted + " is not a number");
        } else if (type == Duration.class) {
            return when(fails(new DurationConverter()::convert, text),
                    quoted + " is not a duration, such as 500ms, 10s, 2m or 1h");
        } else if (type == MemorySize.class) {
            return when(fails(new MemorySizeConverter()::convert, text), quoted + " is not a size, such as 512K, 500M or 2G");
        } else if (type == Level.class) {
            return when(fails(new LevelConverter()::convert, text), quoted
                    + " is not a level; use OFF, FATAL, ERROR, WARN, INFO, DEBUG, TRACE or ALL (YAML needs quotes around OFF)");
        }
        return Optional.empty();
    }

    private static Optional<String> enumProblem(Class<?> type, String text, String quoted) {
        List<String> allowed = new ArrayList<>();
        Arrays.stream(type.getEnumConstants()).map(SettingText::of).forEach(allowed::add);
        if (allowed.contains(StringUtil.skewer(text)) || allowed.contains(text.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        Optional<String> meant = Optional.ofNullable(FOREIGN.get(text.toLowerCase(Locale.ROOT))).filter(allowed::contains)
                .or(() -> Suggestion.closest(text.toLowerCase(Locale.ROOT), allowed));
        return Optional.of(quoted + " is not one of " + String.join(", ", allowed)
                + meant.map(one -> "; did you mean '" + one + "'?").orElse(""));
    }

    private static String mapping(String text, UnaryOperator<String> mask) {
        Matcher matcher = PORT_MAPPING.matcher(mask.apply(text));
        return matcher.matches() ? "; a process has no port mapping, write the port that it listens on: " + matcher.group(1)
                : "";
    }

    private static boolean fails(Function<String, ?> converter, String text) {
        try {
            converter.apply(text);
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    private static Optional<String> when(boolean wrong, String problem) {
        return wrong ? Optional.of(problem) : Optional.empty();
    }
}
