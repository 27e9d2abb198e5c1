package io.quarkiverse.processmanager.runtime.safe;

/**
 * The name before a sign, such as that of an assignment. It begins with a letter or an underscore. Each name of a text is read once.
 *
 * @param text the name; empty without one
 * @param from its first character
 * @param to the place behind its last character
 */
record NameBefore(String text, int from, int to) {

    /** The blanks between a name and its sign, and between the sign and a value. */
    static final int MOST_BLANKS = 4;

    /** The name that ends before a place. */
    static NameBefore of(String text, int end) {
        int from = end;
        while (from > 0 && Characters.isNamePart(text.charAt(from - 1))) {
            from--;
        }
        while (from < end && "0123456789.-".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        // The end of a line in a quoted text: "user: me\npassword: x".
        from += from < end && from > 0 && text.startsWith("\\n", from - 1) ? 1 : 0;
        return new NameBefore(text.substring(from, end), from, end);
    }

    /** The place behind the name before a sign: blanks can stand between them. */
    static int end(String text, int sign) {
        int end = sign;
        while (end > 0 && sign - end < MOST_BLANKS && Characters.isBlank(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }
}
