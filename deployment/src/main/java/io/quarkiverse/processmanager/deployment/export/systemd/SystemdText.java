package io.quarkiverse.processmanager.deployment.export.systemd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.processmanager.deployment.export.ExportedText;

/**
 * Texts in the syntax of systemd units: quotes, backslashes, {@code %} of specifiers, and {@code $} of variables. Pure functions.
 */
final class SystemdText {

    /** A program whose name begins with one of these would be a program with other rights or with another name. */
    private static final String PREFIXES = "@-:+!|";

    private SystemdText() {
    }

    /** A command line. Each word reaches the program unchanged, and a reference becomes the value of the variable. */
    static String command(List<ExportedText> words) {
        List<String> all = new ArrayList<>();
        if (needsEnv(words.get(0))) {
            all.add("/usr/bin/env");
        }
        words.forEach(word -> all.add(word(word)));
        return String.join(" ", all);
    }

    /** A command line without references. */
    static String plainCommand(List<String> words) {
        return command(words.stream().map(ExportedText::plain).toList());
    }

    /** systemd expands no variable in the name of the program, and reads its first character. */
    private static boolean needsEnv(ExportedText program) {
        String text = program.render(plain -> plain, name -> "$" + name);
        return text.isEmpty() || PREFIXES.indexOf(text.charAt(0)) >= 0 || text.indexOf('$') >= 0;
    }

    private static String word(ExportedText word) {
        return quoted(word.render(plain -> escape(plain).replace("$", "$$"), name -> "${" + name + "}"));
    }

    /** An assignment of a variable. {@code $} has no meaning there. */
    static String assignment(String name, String value) {
        return quoted(escape(name + "=" + value));
    }

    /** The value of a setting that is no list of words, such as a path or a description. */
    static String value(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").replace("%", "%%");
    }

    private static String quoted(String escaped) {
        return '"' + escaped + '"';
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char one : text.toCharArray()) {
            switch (one) {
                case '"', '\\' -> escaped.append('\\').append(one);
                case '%' -> escaped.append("%%");
                case '\n' -> escaped.append("\\n");
                case '\t' -> escaped.append("\\t");
                default -> escaped.append(one < ' ' || one == 0x7f ? String.format("\\x%02x", (int) one) : String.valueOf(one));
            }
        }
        return escaped.toString();
    }

    /** A time span. */
    static String of(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
