package io.quarkiverse.processmanager.runtime.safe;

import io.quarkiverse.processmanager.runtime.safe.SecretText.Found;

/**
 * Finds the secret between two tags of XML: {@code <password>x</password>}, and {@code <property name="password">x</property>}. For
 * one thread.
 */
final class SecretElement {

    private static final String CDATA = "<![CDATA[";

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
        return SecretName.mentionsSecret(name) ? value(name, data ? from + CDATA.length() : from) : null;
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

    private Found value(String name, int from) {
        int to = from;
        while (to < text.length() && text.charAt(to) != '<') {
            to++;
        }
        String value = text.substring(from, to);
        boolean secret = text.startsWith("</", to) && !value.isBlank() && SecretName.isSecret(name, value.strip());
        return secret ? new Found(from, to, value.strip(), SecretName.isCertain(name)) : null;
    }
}
