package io.quarkiverse.processmanager.terminal.text;

import java.util.regex.Pattern;

/** Makes text of a process harmless for the terminal: no control sequence can do more than set a colour. */
public final class SafeText {

    /** A sequence for colours and other renditions. */
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;:]*m");
    private static final Pattern SEQUENCE = Pattern
            .compile("\u001B(?:\\[[0-?]*[ -/]*[@-~]|[\\]PX^_][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|[ -/]*[0-~])?");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1F\\x7F-\\x9F&&[^\t\u001B]]");
    private static final String RESET = "\u001B[0m";

    private SafeText() {
    }

    public static String of(String text, boolean colours) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        String plain = CONTROL.matcher(text).replaceAll("");
        if (!colours) {
            return SEQUENCE.matcher(plain).replaceAll("");
        }
        String kept = SEQUENCE.matcher(plain).replaceAll(match -> COLOUR.matcher(match.group()).matches()
                ? match.group()
                : "");
        return kept.indexOf('\u001B') < 0 ? kept : kept + RESET;
    }
}
