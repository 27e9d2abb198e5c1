package io.quarkiverse.processmanager.runtime.safe;

import io.quarkiverse.processmanager.runtime.safe.SecretText.Found;

/** Finds the secret in {@code name=value}, also in the middle of a script, a list or a URL. For one thread. */
final class SecretAssignment {

    /** The signs of an assignment and of the next one in a parameter of a URL. */
    static final String ENCODED = "%3D";
    private static final String AND = "%26";
    /** The longest part of a text that is read again. */
    private static final int LONGEST = 1024;

    private final String text;
    private final QuotedText quotes;
    private final SecretScheme schemes;

    SecretAssignment(String text, QuotedText quotes, SecretScheme schemes) {
        this.text = text;
        this.quotes = quotes;
        this.schemes = schemes;
    }

    /** The secret behind the sign of {@code name=value} and {@code name = value}; null without one. */
    Found at(int sign) {
        NameBefore name = NameBefore.of(text, NameBefore.end(text, sign));
        boolean spaced = name.to() < sign;
        int from = sign + 1;
        if (!SecretName.mentionsSecret(name.text()) || spaced && text.startsWith("=", from)) {
            return null;
        }
        for (int i = 0; spaced && i < NameBefore.MOST_BLANKS && from < text.length()
                && Characters.isBlank(text.charAt(from)); i++) {
            from++;
        }
        Found value = value(name, from);
        return SecretName.isSecret(name.text(), value.value()) ? value : null;
    }

    private Found value(NameBefore name, int from) {
        boolean certain = SecretName.isCertain(name.text());
        if (from < text.length() && QuotedText.isQuote(text.charAt(from))) {
            return quotes.value(from, certain);
        }
        Found signed = quotes.signed(from, certain);
        return signed == null ? plain(name, from) : signed;
    }

    private Found plain(NameBefore name, int from) {
        SecretScheme.Credentials credentials = schemes.at(from, SecretName.namesSecret(name.text()));
        boolean inQuery = name.from() > 0 && "?&".indexOf(text.charAt(name.from() - 1)) >= 0;
        int end = credentials == null ? valueEnd(from, inQuery ? "#" : "") : credentials.to();
        String value = text.substring(credentials == null ? from : credentials.from(), end);
        boolean braces = value.startsWith("{") && value.endsWith("}");
        return new Found(from, end, braces ? value.substring(1, value.length() - 1) : value,
                SecretName.isCertain(name.text()));
    }

    /** The end of a value without quotes. Some drivers of databases have braces around a value, and others around the assignment. */
    private int valueEnd(int from, String moreEnds) {
        int end = from;
        if (text.startsWith("{", from)) {
            while (end < text.length() && end - from < LONGEST && text.charAt(end) != '}') {
                end++;
            }
            if (text.startsWith("}", end)) {
                return end + 1;
            }
            end = from;
        }
        boolean open = false;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && "&;,'\"|".indexOf(text.charAt(end)) < 0
                && moreEnds.indexOf(text.charAt(end)) < 0 && (open || text.charAt(end) != ')')) {
            open |= text.charAt(end) == '(';
            end++;
        }
        return end;
    }

    /** The secret in {@code name%3Dvalue}, an assignment in a parameter of a URL; null without one. */
    Found encodedAt(int sign) {
        int begin = sign;
        while (begin > 0 && Characters.isNamePart(text.charAt(begin - 1))) {
            begin--;
        }
        // The sign before the name can be encoded, too, as in %26key%3Dx.
        boolean behindSign = begin > 0 && text.charAt(begin - 1) == '%';
        String name = text.substring(Math.min(sign, behindSign ? begin + 2 : begin), sign);
        if (!SecretName.mentionsSecret(name)) {
            return null;
        }
        int from = sign + ENCODED.length();
        int end = from;
        while (end < text.length() && !Characters.isBorder(text.charAt(end)) && !text.startsWith(AND, end)) {
            end++;
        }
        Found value = new Found(from, end, text.substring(from, end), SecretName.isCertain(name));
        return SecretName.isSecret(name, value.value()) ? value : null;
    }
}
