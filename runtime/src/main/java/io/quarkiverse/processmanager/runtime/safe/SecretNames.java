package io.quarkiverse.processmanager.runtime.safe;

/**
 * The names before the signs of one text. Behind {@code name: PASSWORD}, the name of {@code value: x} is {@code PASSWORD}: in this
 * form, YAML, JSON and XML have the variables of a container and the properties of a connection. For one thread.
 */
final class SecretNames {

    private static final String VALUE = "value";
    /** The longest name that is kept, and the greatest distance between it and its value. */
    private static final int LONGEST = 100;

    private final String text;
    private final QuotedText quotes;
    /** The name of a secret that the text has said last; empty without one. */
    private String said;
    private int saidEnd;

    /** @param said the name that the line before has said; empty without one */
    SecretNames(String text, QuotedText quotes, String said) {
        this.text = text;
        this.quotes = quotes;
        this.said = said;
    }

    /** The name that a value in the next line has; empty without one. */
    String said() {
        return text.length() - saidEnd <= LONGEST && saidEnd > 0 ? said : "";
    }

    /** The name of a secret that the text has said behind a place; empty without one. */
    String saidBehind(int place) {
        return saidEnd > place ? said : "";
    }

    /**
     * The name before a sign. It can be in quotes, and in brackets as in {@code env["TOKEN"] = "x"} and {@code user[password]=x}.
     */
    NameBefore at(int sign) {
        int end = NameBefore.end(text, sign);
        int bracket = end > 0 && text.charAt(end - 1) == ']' ? 1 : 0;
        int quote = quotes.lengthBefore(end - bracket);
        boolean unquotedBracket = bracket > 0 && quote == 0;
        return unquotedBracket && !text.startsWith("]=", sign - 1) ? new NameBefore("", sign, sign)
                : of(NameBefore.of(text, end - bracket - quote), sign + 1);
    }

    /**
     * The name that a value has.
     *
     * @param written the name before the sign or in the tag
     * @param from the place behind the sign or the tag
     */
    NameBefore of(NameBefore written, int from) {
        String name = written.text();
        if (name.equalsIgnoreCase("name") || name.equalsIgnoreCase("key")) {
            read(from);
        } else if (name.equalsIgnoreCase(VALUE) && !said.isEmpty() && written.from() - saidEnd <= LONGEST) {
            return new NameBefore(said, written.from(), written.to());
        }
        return written;
    }

    private void read(int from) {
        int begin = from;
        while (begin < text.length() && begin - from < NameBefore.MOST_BLANKS && Characters.isBlank(text.charAt(begin))) {
            begin++;
        }
        int inner = quotes.longQuoteAt(begin);
        boolean quoted = begin < text.length() && QuotedText.isQuote(text.charAt(begin));
        begin += quoted ? 1 : inner;
        int end = begin;
        while (end < text.length() && end - begin < LONGEST && Characters.isNamePart(text.charAt(end))) {
            end++;
        }
        String name = text.substring(begin, end);
        said = SecretName.mentionsSecret(name) ? name : "";
        saidEnd = end;
    }
}
