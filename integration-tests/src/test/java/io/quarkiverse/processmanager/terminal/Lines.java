package io.quarkiverse.processmanager.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the lines of a screen say. */
final class Lines {

    private Lines() {
    }

    /** The patterns that are found in no line. */
    static List<String> missing(List<String> lines, String... patterns) {
        return Stream.of(patterns).filter(pattern -> lines.stream().noneMatch(Pattern.compile(pattern).asPredicate())).toList();
    }

    /** Each pattern is found in a line. */
    static void assertHas(List<String> lines, String... patterns) {
        assertThat(missing(lines, patterns)).as("not found in\n%s", String.join("\n", lines)).isEmpty();
    }

    static long count(List<String> lines, String pattern) {
        return lines.stream().filter(Pattern.compile(pattern).asPredicate()).count();
    }
}
