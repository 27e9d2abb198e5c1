package io.quarkiverse.processmanager.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** A part of a foreign text as the end of a sentence: one line, bounded, without control characters. */
final class Excerpt {

    private static final int LINES = 5;
    private static final int LENGTH = 400;
    private static final String CUT = "...";
    private static final Pattern ESCAPE_SEQUENCE = Pattern.compile("\\e\\[[0-?]*+[ -/]*+[@-~]");
    /** Control characters, format characters and white space. A group in place of the class would need the stack for each. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]++");

    private Excerpt() {
    }

    /** The last lines that are not blank; of too long a text the end. */
    static String of(List<String> lines) {
        Deque<String> last = new ArrayDeque<>();
        for (int i = lines.size() - 1; i >= 0 && last.size() < LINES; i--) {
            String line = printable(lines.get(i));
            if (!line.isEmpty()) {
                last.addFirst(line);
            }
        }
        String text = String.join(" | ", last);
        if (text.length() <= LENGTH) {
            return text;
        }
        int from = text.length() - LENGTH + CUT.length();
        return CUT + text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
    }

    /** The beginning of a text, at most so many characters. */
    static String beginning(String text, int most) {
        String line = printable(text);
        if (line.length() <= most) {
            return line;
        }
        int to = most - CUT.length();
        return line.substring(0, Character.isHighSurrogate(line.charAt(to - 1)) ? to - 1 : to) + CUT;
    }

    private static String printable(String text) {
        return UNPRINTABLE.matcher(ESCAPE_SEQUENCE.matcher(text).replaceAll(" ")).replaceAll(" ").strip();
    }
}
