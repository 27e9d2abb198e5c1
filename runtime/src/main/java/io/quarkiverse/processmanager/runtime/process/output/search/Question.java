package io.quarkiverse.processmanager.runtime.process.output.search;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.process.output.lines.AnsiEscapes;

/** Recognizes a line without an end that asks the user for an answer: {@code Proceed? (y)}, {@code Password:}. */
final class Question {

    private static final int LONGEST = 300;
    /** The end of a question, the beginning of a question of Inquirer, or a request for a key. */
    private static final Pattern FORM = Pattern
            .compile("(?i).*[?:\\])>\u203a\u276f]|\\? .*|.*\\bpress\\b.*\\b(key|enter|return)\\b.*");
    /** The count or the share of a progress bar: {@code (3/10)}, {@code [45%]}. */
    private static final Pattern PROGRESS = Pattern.compile(".*(\\d\\s*/\\s*\\d+|\\d\\s*%)\\s*[\\])>:]?");
    /** A progress bar at the end: {@code [=>   ]}, {@code [###...]}, {@code ===>}. */
    private static final Pattern BAR = Pattern
            .compile(".*([=#]{2,}>|[\\[(][\\s=#*.>~+\\-\u2500-\u257f\u2580-\u259f\u25a0-\u25ff]{3,}[\\])])");

    private Question() {
    }

    /** The question that the line asks, without escape sequences; empty if it is no question. */
    static Optional<String> of(byte[] line) {
        byte[] copy = line.clone();
        return ofStripped(new String(copy, 0, AnsiEscapes.strip(copy, 0, copy.length), StandardCharsets.UTF_8));
    }

    static Optional<String> of(String line) {
        return of(line.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> ofStripped(String line) {
        String text = line.strip();
        boolean question = text.length() <= LONGEST && text.chars().anyMatch(Character::isLetter)
                && FORM.matcher(text).matches() && !PROGRESS.matcher(text).matches() && !BAR.matcher(text).matches();
        return question ? Optional.of(text) : Optional.empty();
    }
}
