package io.quarkiverse.processmanager.runtime.service;

/** Writes words of a script of {@code sh}. */
final class ShellQuote {

    private ShellQuote() {
    }

    /** The text as one word: the path of a program or a file can contain blanks and apostrophes. */
    static String word(Object text) {
        return "'" + text.toString().replace("'", "'\\''") + "'";
    }
}
