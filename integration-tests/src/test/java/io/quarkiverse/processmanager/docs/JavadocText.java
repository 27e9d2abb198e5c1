package io.quarkiverse.processmanager.docs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A comment of a source file as text for a page. */
final class JavadocText {

    private static final Pattern TAG = Pattern.compile("\\{@(code|link|linkplain) ([^}]*)}");

    private JavadocText() {
    }

    /** The comment without its stars, with AsciiDoc in place of its tags, up to the first tag of a block. */
    static String of(String comment) {
        String text = comment.replaceAll("(?m)^\\s*/?\\*+/?", " ").replaceAll("\\*/\\s*$", " ").replaceAll("\\s+", " ").strip();
        text = text.replaceAll(" @(param|return|throws|see|since)\\b.*", "");
        Matcher tag = TAG.matcher(text.replaceAll("<p>|</?[a-z]+>", ""));
        return tag.replaceAll(found -> Matcher.quoteReplacement("`+" + name(found.group(2)) + "+`")).replace("|", "{vbar}");
    }

    /** The first sentence. */
    static String summary(String comment) {
        String text = of(comment);
        Matcher end = Pattern.compile("\\. (?=[A-Z`{])").matcher(text);
        return end.find() ? text.substring(0, end.start()) : text.replaceAll("\\.$", "");
    }

    /** The words of a link: {@code PortOwner#ANY} is {@code PortOwner.ANY}, and a text behind the target takes its place. */
    private static String name(String target) {
        String words = target.replaceAll("^[\\w.#]+\\([^)]*\\) |^[A-Z]\\w*(#\\w+)? (?=\\w)", "");
        return (words.isEmpty() ? target : words).replaceAll("^#", "").replace('#', '.');
    }
}
