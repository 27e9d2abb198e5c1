package io.quarkiverse.processmanager.runtime.config.text;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

import io.quarkiverse.processmanager.runtime.definition.text.SettingText;
import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;
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
    private static final String PORT_MAPPING = "(?:[0-9.\\[\\]a-zA-Z]*:)+([0-9]{1,5})(?:/(?:tcp|udp))?";

    /** The words of Docker Compose and of YAML, and the values here. */
    private static final Map<String, String> FOREIGN = Map.of("no", "never", "false", "never", "none", "never", "off",
            "never", "unless-stopped", "always", "true", "always");

    private ValueSyntax() {
    }

    /** Whether the text is a value of the type. */
    public static boolean isValid(Class<?> type, String text) {
        if (type.isEnum()) {
            List<String> allowed = allowed(type);
            return allowed.contains(StringUtil.skewer(text)) || allowed.contains(text.toLowerCase(Locale.ROOT));
        } else if (type == Boolean.class) {
            return BOOLEANS.contains(text.toLowerCase(Locale.ROOT));
        } else if (type == Integer.class) {
            return converts(Integer::valueOf, text);
        } else if (type == Long.class) {
            return converts(Long::valueOf, text);
        } else if (type == Double.class) {
            return converts(Double::valueOf, text);
        } else if (type == Duration.class) {
            return converts(new DurationConverter()::convert, text);
        } else if (type == MemorySize.class) {
            // A size beyond a long has no value.
            return converts(size -> new MemorySizeConverter().convert(size).asLongValue(), text);
        } else if (type == Path.class) {
            return converts(Path::of, text);
        }
        return type != Level.class || converts(new LevelConverter()::convert, text);
    }

    /**
     * Why an invalid text is not a value of the type, as the end of a sentence.
     *
     * @param mask hides secrets in the text for the sentence
     * @param refused the words of the type that the sentence does not offer
     */
    static String problem(Class<?> type, String text, UnaryOperator<String> mask, Set<String> refused) {
        String quoted = "'" + mask.apply(text) + "'";
        if (type.isEnum()) {
            List<String> allowed = allowed(type).stream().filter(word -> !refused.contains(word)).toList();
            Optional<String> meant = Optional.ofNullable(FOREIGN.get(text.toLowerCase(Locale.ROOT))).filter(allowed::contains)
                    .or(() -> Suggestion.closest(text.toLowerCase(Locale.ROOT), allowed));
            return quoted + " is not one of " + String.join(", ", allowed)
                    + meant.map(one -> "; did you mean '" + one + "'?").orElse("");
        } else if (type == Boolean.class) {
            return quoted + " is neither true nor false";
        } else if (type == Integer.class) {
            return quoted + " is not a whole number" + mapping(text, mask);
        } else if (type == Long.class) {
            return quoted + " is not a whole number";
        } else if (type == Double.class) {
            return quoted + " is not a number";
        } else if (type == Duration.class) {
            return quoted + " is not a duration, such as 500ms, 10s, 2m or 1h";
        } else if (type == MemorySize.class) {
            return quoted + " is not a size, such as 512K, 500M or 2G";
        } else if (type == Path.class) {
            return quoted + " is not a path";
        }
        return quoted
                + " is not a level; use OFF, FATAL, ERROR, WARN, INFO, DEBUG, TRACE or ALL (YAML needs quotes around OFF)";
    }

    private static List<String> allowed(Class<?> type) {
        List<String> allowed = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            allowed.add(SettingText.of(constant));
        }
        return allowed;
    }

    private static String mapping(String text, UnaryOperator<String> mask) {
        Matcher matcher = Pattern.compile(PORT_MAPPING).matcher(mask.apply(text));
        return matcher.matches() ? "; a process has no port mapping, write the port that it listens on: " + matcher.group(1)
                : "";
    }

    private static boolean converts(Function<String, ?> converter, String text) {
        try {
            converter.apply(text);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
