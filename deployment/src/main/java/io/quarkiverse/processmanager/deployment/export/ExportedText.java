package io.quarkiverse.processmanager.deployment.export;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A text for the document of another engine, in which names stand for secrets. Immutable.
 *
 * @param parts the parts in their order
 */
public record ExportedText(List<Part> parts) {

    /**
     * A part of a text.
     *
     * @param text the text, or the name of a variable such as {@code DB_PASSWORD}
     * @param isReference whether the text is the name of a variable whose value is not known to the build
     */
    public record Part(String text, boolean isReference) {
    }

    public ExportedText {
        parts = List.copyOf(parts);
    }

    /** A text without a secret. */
    public static ExportedText plain(String text) {
        return new ExportedText(List.of(new Part(text, false)));
    }

    /** A text that is a secret as a whole. */
    public static ExportedText reference(String name) {
        return new ExportedText(List.of(new Part(name, true)));
    }

    /**
     * The text in the syntax of an engine.
     *
     * @param plain escapes a plain part
     * @param reference makes a reference of the name of a variable
     */
    public String render(UnaryOperator<String> plain, UnaryOperator<String> reference) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append((part.isReference() ? reference : plain).apply(part.text())));
        return text.toString();
    }

    /** Whether a part is a reference. */
    public boolean hasReference() {
        return parts.stream().anyMatch(Part::isReference);
    }

    /** The names of the variables in this text, in order. */
    public Set<String> references() {
        Set<String> names = new TreeSet<>();
        parts.stream().filter(Part::isReference).map(Part::text).forEach(names::add);
        return names;
    }
}
