package io.quarkiverse.processmanager.terminal.monitor;

import java.io.IOException;
import java.util.Optional;

import io.quarkiverse.processmanager.terminal.monitor.Input.Gesture;
import io.quarkiverse.processmanager.terminal.monitor.Input.Key;
import io.quarkiverse.processmanager.terminal.monitor.Input.Mouse;
import io.quarkiverse.processmanager.terminal.monitor.Input.Name;
import io.quarkiverse.processmanager.terminal.monitor.Input.Paste;

/** Makes keys, gestures and pasted texts of the characters of a terminal. For one thread. */
final class KeyDecoder {

    /** The characters of one key arrive together; a lone escape is the key Esc. A slow connection can part them a little. */
    private static final int SEQUENCE_MILLIS = 50;
    private static final int LONGEST_SEQUENCE = 32;
    /**
     * Until a pasted text has its end, what arrives together after this pause belongs to it, too. A single key does not: without an
     * end, the keys would have no effect any more.
     */
    private static final int PASTE_PAUSE_MILLIS = 1_000;
    private static final String PASTE_BEGIN = "200";
    private static final String PASTE_END = "\u001b[201~";
    /** No field takes more. The rest of a pasted text is read, and has no effect. */
    private static final int LONGEST_PASTE = 4_096;
    private static final int EOF = -1;
    private static final int TIMEOUT = -2;
    private static final int ESC = 27;

    private final Source source;
    /** Whether a pasted text has begun, and its end has not arrived. */
    private boolean pasting;

    KeyDecoder(Source source) {
        this.source = source;
    }

    /** A terminal. */
    interface Source {

        /** The next character; -1 at the end of the input, -2 if none arrives in this time. */
        int read(int timeoutMillis) throws IOException;
    }

    /** The next key; empty if none arrives in this time. */
    Optional<Input> next(int timeoutMillis) throws IOException {
        int first = source.read(timeoutMillis);
        if (first == TIMEOUT) {
            return Optional.empty();
        }
        boolean more = pasting && first != ESC && first != EOF;
        pasting = false;
        int second = more ? source.read(SEQUENCE_MILLIS) : TIMEOUT;
        if (second != TIMEOUT) {
            return Optional.of(paste(Character.toString(first), second));
        }
        return Optional.of(first == ESC ? escape() : plain(first));
    }

    private Input plain(int character) throws IOException {
        return switch (character) {
            case EOF -> Key.of(Name.END_OF_INPUT);
            case 3 -> Key.of(Name.INTERRUPT);
            case 8, 127 -> Key.of(Name.BACKSPACE);
            case 9 -> Key.of(Name.TAB);
            case 10, 13 -> Key.of(Name.ENTER);
            case 12 -> Key.of(Name.REDRAW);
            case 21 -> Key.of(Name.CLEAR_LINE);
            default -> character < 32 ? Key.of(Name.OTHER) : character(character);
        };
    }

    private Input character(int character) throws IOException {
        if (character > Character.MAX_VALUE || !Character.isHighSurrogate((char) character)) {
            return Key.of(character);
        }
        int low = source.read(SEQUENCE_MILLIS);
        return low > 0 && low <= Character.MAX_VALUE && Character.isLowSurrogate((char) low)
                ? Key.of(Character.toCodePoint((char) character, (char) low))
                : Key.of(Name.OTHER);
    }

    private Input escape() throws IOException {
        int next = source.read(SEQUENCE_MILLIS);
        return switch (next) {
            case EOF, TIMEOUT, ESC -> Key.of(Name.ESCAPE);
            case '[' -> sequence();
            case 'O' -> Key.of(named(source.read(SEQUENCE_MILLIS), ""));
            default -> Key.of(Name.OTHER);
        };
    }

    private Input sequence() throws IOException {
        StringBuilder parameters = new StringBuilder();
        while (parameters.length() < LONGEST_SEQUENCE) {
            int next = source.read(SEQUENCE_MILLIS);
            if (next < 0) {
                return Key.of(Name.OTHER);
            } else if (next >= '@' && next <= '~') {
                return sequence(next, parameters.toString());
            }
            parameters.append((char) next);
        }
        return Key.of(Name.OTHER);
    }

    private Input sequence(int end, String parameters) throws IOException {
        if (parameters.startsWith("<") && (end == 'M' || end == 'm')) {
            return end == 'M' ? mouse(parameters.substring(1).split(";"), 0) : Key.of(Name.OTHER);
        } else if (end == 'M' && parameters.isEmpty()) {
            String button = String.valueOf(source.read(SEQUENCE_MILLIS));
            String column = String.valueOf(source.read(SEQUENCE_MILLIS));
            return mouse(new String[] { button, column, String.valueOf(source.read(SEQUENCE_MILLIS)) }, 32);
        } else if (end == 'M') {
            return mouse(parameters.split(";"), 0);
        } else if (end == '~' && parameters.equals(PASTE_BEGIN)) {
            return paste("", source.read(PASTE_PAUSE_MILLIS));
        }
        return Key.of(named(end, parameters));
    }

    /**
     * Reads up to the end of a pasted text or up to a pause, whatever the text contains.
     *
     * @param begun what has been read of it
     * @param following the character behind that, or what a read returns without one
     */
    private Input paste(String begun, int following) throws IOException {
        StringBuilder text = new StringBuilder(begun);
        int matched = 0;
        int next = following;
        while (next >= 0) {
            if (next == PASTE_END.charAt(matched)) {
                matched++;
                if (matched == PASTE_END.length()) {
                    return new Paste(text.toString());
                }
            } else {
                append(text, PASTE_END.substring(0, matched));
                matched = next == ESC ? 1 : 0;
                append(text, next == ESC ? "" : Character.toString(next));
            }
            next = source.read(PASTE_PAUSE_MILLIS);
        }
        pasting = next == TIMEOUT;
        return pasting ? new Paste(text.toString()) : Key.of(Name.END_OF_INPUT);
    }

    private static void append(StringBuilder text, String more) {
        if (text.length() < LONGEST_PASTE) {
            text.append(more);
        }
    }

    /** @param offset what the oldest encoding adds to each number */
    private static Input mouse(String[] numbers, int offset) {
        if (numbers.length != 3) {
            return Key.of(Name.OTHER);
        }
        try {
            int button = Integer.parseInt(numbers[0]) - offset;
            int column = Integer.parseInt(numbers[1]) - offset - 1;
            int row = Integer.parseInt(numbers[2]) - offset - 1;
            return switch (button) {
                case 0 -> new Mouse(Gesture.PRESS, column, row);
                case 64 -> new Mouse(Gesture.WHEEL_UP, column, row);
                case 65 -> new Mouse(Gesture.WHEEL_DOWN, column, row);
                default -> Key.of(Name.OTHER);
            };
        } catch (NumberFormatException e) {
            return Key.of(Name.OTHER);
        }
    }

    private static Name named(int end, String parameters) {
        return switch (end) {
            case 'A' -> Name.UP;
            case 'B' -> Name.DOWN;
            case 'C' -> Name.RIGHT;
            case 'D' -> Name.LEFT;
            case 'F' -> Name.END;
            case 'H' -> Name.HOME;
            case 'M' -> Name.ENTER;
            case 'Z' -> Name.TAB;
            case '~' -> numbered(parameters);
            default -> Name.OTHER;
        };
    }

    private static Name numbered(String parameters) {
        return switch (parameters.split(";")[0]) {
            case "1", "7" -> Name.HOME;
            case "4", "8" -> Name.END;
            case "5" -> Name.PAGE_UP;
            case "6" -> Name.PAGE_DOWN;
            default -> Name.OTHER;
        };
    }
}
