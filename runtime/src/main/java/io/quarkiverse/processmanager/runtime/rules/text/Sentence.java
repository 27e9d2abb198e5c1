package io.quarkiverse.processmanager.runtime.rules.text;

/** Separates the parts of a sentence with the form {@code <cause>[; <hint>]}. */
public final class Sentence {

    private static final String BORDER = "; ";

    private Sentence() {
    }

    /** The cause alone. A dependent repeats the cause of a failure, and not the advice to the owner of the failed process. */
    public static String cause(String text) {
        int border = border(text);
        return border < 0 ? text : text.substring(0, border);
    }

    /** The sentence with further words about the cause, before the hint. */
    public static String insert(String text, String more) {
        String cause = cause(text);
        return cause + more + text.substring(cause.length());
    }

    /** The end of the cause; negative without a hint. A border in a quotation, such as a line of output, does not count. */
    private static int border(String text) {
        int border = text.indexOf(BORDER);
        while (border >= 0 && isQuoted(text, border)) {
            border = text.indexOf(BORDER, border + 1);
        }
        return border;
    }

    private static boolean isQuoted(String text, int index) {
        return text.substring(0, index).chars().filter(c -> c == '\'').count() % 2 == 1
                && text.indexOf('\'', index) >= 0;
    }
}
