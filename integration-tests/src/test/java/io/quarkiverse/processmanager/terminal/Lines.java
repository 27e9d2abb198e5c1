package io.quarkiverse.processmanager.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Texts in the lines of a screen. White space does not count, so that a text is also found where the screen wraps it. */
final class Lines {

    private static final Duration MACHINE_IS_SLOW = Duration.ofMinutes(3);
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private Lines() {
    }

    /** The texts that the lines do not contain. */
    static List<String> missing(List<String> lines, String... texts) {
        String all = squeezed(String.join("", lines));
        return Stream.of(texts).filter(text -> !all.contains(squeezed(text))).toList();
    }

    /** Waits until the lines have each of these texts. */
    static List<String> await(Supplier<List<String>> source, String... texts) {
        return await(List.of(texts).toString(), source, lines -> missing(lines, texts).isEmpty());
    }

    /** Waits for lines that fulfil the condition. The message of a failure has the lines. */
    static List<String> await(String what, Supplier<List<String>> source, Predicate<List<String>> condition) {
        try {
            return Awaitility.await(what).atMost(MACHINE_IS_SLOW).pollInterval(Duration.ofMillis(100))
                    .until(source::get, condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(what + " does not come:\n" + String.join("\n", source.get()));
        }
    }

    static void assertHas(List<String> lines, String... texts) {
        assertThat(missing(lines, texts)).as("not in\n%s", String.join("\n", lines)).isEmpty();
    }

    static int count(List<String> lines, String text) {
        return squeezed(String.join("", lines)).split(Pattern.quote(squeezed(text)), -1).length - 1;
    }

    private static String squeezed(String text) {
        return WHITE_SPACE.matcher(text).replaceAll("");
    }

    /** Without the blank lines above the first text and below the last one. */
    static List<String> trimmed(List<String> lines) {
        int begin = 0;
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isBlank()) {
            end--;
        }
        while (begin < end && lines.get(begin).isBlank()) {
            begin++;
        }
        return lines.subList(begin, end);
    }
}
