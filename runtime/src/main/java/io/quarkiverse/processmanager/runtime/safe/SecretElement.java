package io.quarkiverse.processmanager.runtime.safe;

import io.quarkiverse.processmanager.runtime.safe.SecretText.Found;

/**
 * Finds the secret between two tags of XML: {@code <password>x</password>}, and {@code <property name="password">x</property>}. For
 * one thread.
 */
final class SecretElement {

    private static final String CDATA = "<![CDATA[";
    private static final String CDATA_END = "]]>";
    /** The longest part of a text that is read again. */
    private static final int LONGEST = 1024;

    private final String text;
    private final SecretNames names;

    SecretElement(String text, SecretNames names) {
        this.text = text;
        this.names = names;
    }

    /** The secret behind the end of a tag; null without one. */
    Found at(int tagEnd) {
        int open = tagEnd - 1;
        while (open >= 0 && "<>\n".indexOf(text.charAt(open)) < 0) {
            open--;
        }
        boolean begins = open >= 0 && text.charAt(open) == '<' && text.charAt(tagEnd - 1) != '/';
        if (!begins) {
            return null;
        }
        int from = tagEnd + 1;
        String attribute = names.saidBehind(open);
        String name = attribute.isEmpty() ? names.of(name(open + 1), from).text() : attribute;
        boolean data = text.startsWith(CDATA, from);
        return SecretName.mentionsSecret(name) ? data ? valueOfData(name, from + CDATA.length()) : value(name, from) : null;
    }

    /** The name of an element, without its name space; empty for the tag of an end. */
    private NameBefore name(int begin) {
        int from = begin;
        int end = begin;
        while (Characters.isNamePart(text.charAt(end)) || text.charAt(end) == ':') {
            from = text.charAt(end) == ':' ? end + 1 : from;
            end++;
        }
        return new NameBefore(text.substring(from, end), from, end);
    }

    /** The value of {@code <![CDATA[a<b]]>}, which can have the sign of a tag. */
    private Found valueOfData(String name, int from) {
        int end = text.substring(from, Math.min(text.length(), from + LONGEST)).indexOf(CDATA_END);
        return end < 0 ? value(name, from) : found(name, from, from + end);
    }

    private Found value(String name, int from) {
        int to = from;
        while (to < text.length() && text.charAt(to) != '<') {
            to++;
        }
        return text.startsWith("</", to) ? found(name, from, to) : null;
    }

    private Found found(String name, int from, int to) {
        String value = text.substring(from, to).strip();
        return value.isEmpty() || !SecretName.isSecret(name, value) ? null
                : new Found(from, to, value, SecretName.isCertain(name));
    }
}
