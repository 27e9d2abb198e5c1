package io.quarkiverse.processmanager.runtime.safe;

/** The kinds of characters that the search for secrets distinguishes. Pure functions. */
final class Characters {

    private static final String BETWEEN_COMMANDS = ";|&";
    private static final String AROUND_WORDS = ",'\"()<>`";

    private Characters() {
    }

    /** Whether the name of a variable, an option or a header can have the character. */
    static boolean isNamePart(char c) {
        return isLetterOrDigit(c) || c == '_' || c == '.' || c == '-';
    }

    static boolean isLetterOrDigit(char c) {
        return isSmall(c) || isCapital(c) || isDigit(c);
    }

    static boolean isSmall(char c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Whether the character ends a word of a script. */
    static boolean isBorder(char c) {
        return Character.isWhitespace(c) || isBetweenCommands(c) || AROUND_WORDS.indexOf(c) >= 0;
    }

    /** Whether another command can begin behind the character. */
    static boolean isBetweenCommands(char c) {
        return BETWEEN_COMMANDS.indexOf(c) >= 0;
    }
}
