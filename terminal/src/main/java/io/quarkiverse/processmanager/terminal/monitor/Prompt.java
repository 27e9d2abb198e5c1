package io.quarkiverse.processmanager.terminal.monitor;

import io.quarkiverse.processmanager.terminal.monitor.draw.CellText;

/**
 * A question in the last line, and what is typed.
 *
 * @param id the process that it is about; empty for none
 * @param before the text to return to when it is cancelled
 */
record Prompt(Kind kind, String id, String text, String before) {

    static final Prompt NONE = new Prompt(Kind.NONE, "", "", "");
    private static final int LONGEST = 200;

    /** What is asked. */
    enum Kind {
        NONE,
        SEARCH,
        FILTER,
        SIGNAL,
        KILL
    }

    boolean isOpen() {
        return kind != Kind.NONE;
    }

    String label() {
        return switch (kind) {
            case NONE -> "";
            case SEARCH -> "search: ";
            case FILTER -> "filter: ";
            case SIGNAL -> "signal for '" + id + "', such as HUP: ";
            case KILL -> "kill '" + id + "' with its process tree at once? (y/n) ";
        };
    }

    /** A shorter label, with the id as a narrow window shows it. */
    String label(String shortId) {
        return switch (kind) {
            case NONE, SEARCH, FILTER -> label();
            case SIGNAL -> "signal for '" + shortId + "': ";
            case KILL -> "kill '" + shortId + "'? (y/n) ";
        };
    }

    Prompt typed(int character) {
        return text.length() >= LONGEST ? this : with(text + Character.toString(character));
    }

    /** Adds the first line of a pasted text that is not blank, because a field has one line. */
    Prompt pasted(String pasted) {
        String line = pasted.lines().map(CellText::plain).filter(text -> !text.isBlank()).findFirst().orElse("");
        Prompt result = this;
        for (int character : line.codePoints().toArray()) {
            result = result.typed(character);
        }
        return result;
    }

    Prompt erased() {
        return text.isEmpty() ? this : with(text.substring(0, text.offsetByCodePoints(text.length(), -1)));
    }

    Prompt with(String other) {
        return new Prompt(kind, id, other, before);
    }
}
