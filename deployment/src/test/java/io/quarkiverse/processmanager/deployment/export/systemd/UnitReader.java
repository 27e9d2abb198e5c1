package io.quarkiverse.processmanager.deployment.export.systemd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a command line or an assignment of a unit by the rules of systemd.service(5) and systemd.exec(5): first the words with their
 * quotes and escapes, then {@code %%}, then variables. The rules were compared with a running systemd 252.
 */
final class UnitReader {

    private UnitReader() {
    }

    /** The words that a program receives. */
    static List<String> command(String line, Map<String, String> variables) {
        List<String> words = new ArrayList<>();
        for (String word : words(line)) {
            // systemd expands no variable in the path of the program, which is the first word.
            words.add(words.isEmpty() ? specifiers(word) : expanded(specifiers(word), variables));
        }
        return words;
    }

    /** An assignment of a variable. */
    static String assignment(String line) {
        return specifiers(words(line).get(0));
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                char next = line.charAt(++i);
                switch (next) {
                    case 'n' -> word.append('\n');
                    case 't' -> word.append('\t');
                    case 'x' -> {
                        word.append((char) Integer.parseInt(line.substring(i + 1, i + 3), 16));
                        i += 2;
                    }
                    case '"', '\'', '\\' -> word.append(next);
                    default -> throw new IllegalArgumentException("unknown escape \\" + next);
                }
                inWord = true;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (c == ' ' || c == '\t') {
                if (inWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                inWord = false;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    private static String specifiers(String word) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            text.append(word.charAt(i));
            if (word.charAt(i) == '%' && word.charAt(++i) != '%') {
                throw new IllegalArgumentException("a specifier: %" + word.charAt(i));
            }
        }
        return text.toString();
    }

    private static String expanded(String word, Map<String, String> variables) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '$' && i + 1 < word.length() && word.charAt(i + 1) == '$') {
                text.append('$');
                i++;
            } else if (c == '$' && i + 1 < word.length() && word.charAt(i + 1) == '{') {
                int end = word.indexOf('}', i);
                text.append(variables.getOrDefault(word.substring(i + 2, end), ""));
                i = end;
            } else if (c == '$') {
                throw new IllegalArgumentException("a bare $ in " + word);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
