package io.quarkiverse.processmanager.runtime.definition.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The placeholders in a word of a command: the name of an argument in braces, such as {@code {table}}. Double braces and a dollar
 * before the brace are no placeholder, because templates, as those of {@code docker --format}, and shells use them.
 */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("(?<![{$])\\{([A-Za-z][A-Za-z0-9_-]*)}");

    private Placeholders() {
    }

    /** The names in a word, in their order. */
    static List<String> in(String word) {
        List<String> names = new ArrayList<>();
        if (word.indexOf('{') >= 0) {
            Matcher matcher = PLACEHOLDER.matcher(word);
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    /** The word with the values in place of the placeholders. A placeholder in a value stays as it is. */
    static String fill(String word, Function<String, String> values) {
        return PLACEHOLDER.matcher(word)
                .replaceAll((MatchResult found) -> Matcher.quoteReplacement(values.apply(found.group(1))));
    }

    /** Whether the word begins with a placeholder, so that a value decides whether the word is an option. */
    static boolean isFirst(String word) {
        return word.startsWith("{") && PLACEHOLDER.matcher(word).lookingAt();
    }
}
