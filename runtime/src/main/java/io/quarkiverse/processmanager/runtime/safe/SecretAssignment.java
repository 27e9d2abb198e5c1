package io.quarkiverse.processmanager.runtime.safe;

import io.quarkiverse.processmanager.runtime.safe.SecretText.Found;

/**
 * Finds the secret in {@code name=value} and {@code name => 'value'}, also in the middle of a script, a list or a URL. For one
 * thread.
 */
final class SecretAssignment {

    /** The signs of an assignment and of the next one in a parameter of a URL. */
    static final String ENCODED = "%3D";
    private static final String AND = "%26";
    /** What can follow the last value in what encloses it. */
    private static final String CLOSING = "]}>/";
    /** The longest part of a text that is read again. */
    private static final int LONGEST = 1024;

    private final String text;
    private final QuotedText quotes;
    private final SecretNames names;
    private final SecretScheme schemes;

    SecretAssignment(String text, QuotedText quotes, SecretNames names, SecretScheme schemes) {
        this.text = text;
        this.quotes = quotes;
        this.names = names;
        this.schemes = schemes;
    }

    /** The secret behind the sign of {@code name=value} and {@code name = value}; null without one. */
    Found at(int sign) {
        NameBefore name = names.at(sign);
        boolean spaced = name.to() < sign;
        if (!SecretName.mentionsSecret(name.text()) || spaced && text.startsWith("=", sign + 1)) {
            return null;
        }
        int behindArrow = text.startsWith(">", sign + 1) ? behindBlanks(sign + 2) : -1;
        if (behindArrow >= 0 && text.startsWith(SecretText.MASK, behindArrow)) {
            return null;
        }
        boolean arrow = behindArrow >= 0 && isQuote(behindArrow);
        Found value = value(name, arrow ? behindArrow : spaced ? behindBlanks(sign + 1) : sign + 1);
        return SecretName.isSecret(name.text(), value.value()) ? value : null;
    }

    private int behindBlanks(int from) {
        int at = from;
        while (at - from < NameBefore.MOST_BLANKS && at < text.length() && Characters.isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private Found value(NameBefore name, int from) {
        boolean certain = SecretName.isCertain(name.text());
        Found signed = quotes.signed(from, certain);
        if (signed != null || !isQuote(from)) {
            return signed == null ? plain(name, from) : signed;
        }
        Found value = quotes.value(from, certain);
        boolean inTag = text.startsWith(">", value.to()) || text.startsWith("/>", value.to());
        return inTag ? new Found(from + 1, value.to() - 1, value.value(), certain) : value;
    }

    private boolean isQuote(int at) {
        return at < text.length() && QuotedText.isQuote(text.charAt(at));
    }

    private Found plain(NameBefore name, int from) {
        SecretScheme.Credentials credentials = schemes.at(from, SecretName.namesSecret(name.text()));
        boolean inQuery = name.from() > 0 && "?&".indexOf(text.charAt(name.from() - 1)) >= 0;
        int end = credentials == null ? valueEnd(from, inQuery ? "#" : "") : credentials.to();
        String value = text.substring(credentials == null ? from : credentials.from(), end);
        boolean enclosed = value.startsWith("{") && value.endsWith("}") || value.startsWith("[") && value.endsWith("]");
        return new Found(from, end, enclosed ? value.substring(1, value.length() - 1) : value,
                SecretName.isCertain(name.text()));
    }

    /**
     * The end of a value without quotes. Some drivers of databases have braces around a value, and others around the assignment. A
     * list has brackets: {@code Authorization=[Bearer x]}.
     */
    private int valueEnd(int from, String moreEnds) {
        int end = from;
        boolean list = text.startsWith("[", from);
        if (list || text.startsWith("{", from)) {
            char last = list ? ']' : '}';
            while (end < text.length() && end - from < LONGEST && text.charAt(end) != last) {
                end++;
            }
            boolean closed = end < text.length() && text.charAt(end) == last;
            end = closed ? end + 1 : from;
            if (closed && (end == text.length() || Characters.isBorder(text.charAt(end))
                    || CLOSING.indexOf(text.charAt(end)) >= 0)) {
                return end;
            }
        }
        boolean open = false;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && "&;,'\"|".indexOf(text.charAt(end)) < 0
                && moreEnds.indexOf(text.charAt(end)) < 0 && (open || text.charAt(end) != ')')) {
            open |= text.charAt(end) == '(';
            end++;
        }
        return isMasked(from, end) ? from + SecretText.MASK.length() : end;
    }

    /** Whether a value is a mask and the end of what encloses the assignment. */
    private boolean isMasked(int from, int end) {
        int at = text.startsWith(SecretText.MASK, from) ? from + SecretText.MASK.length() : end + 1;
        while (at < end && CLOSING.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at == end;
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
