package io.quarkiverse.processmanager.terminal.foreign;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of other tools as values of properties. */
final class Texts {

    /** A variable of the environment: {@code $NAME}, {@code ${NAME}} and {@code ${NAME:-default}}; two dollars are one. */
    private static final Pattern VARIABLE = Pattern
            .compile("\\$(?:(\\$)|([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)(?::?-([^{}]*))?})");
    /** Words that mean the same with and without a shell. */
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./ '\"-]+");
    private static final Pattern ASSIGNMENT = Pattern.compile("\\w+=.*");
    /** Commands that are part of the shell. */
    private static final Set<String> BUILT_IN = Set.of(".", ":", "alias", "cd", "command", "eval", "exec", "exit", "export",
            "read", "set", "source", "trap", "ulimit", "umask", "unset", "wait", "if", "for", "while", "until", "case");

    private Texts() {
    }

    /** A text that nobody expands: an expression of the configuration begins with one dollar. */
    static String literal(String text) {
        return text.replace("$", "$$");
    }

    /** A text in which the other tool expands variables: the configuration of the application does the same. */
    static String expanded(String text) {
        Matcher variable = VARIABLE.matcher(text);
        StringBuilder result = new StringBuilder();
        int end = 0;
        while (variable.find()) {
            result.append(literal(text.substring(end, variable.start())));
            if (variable.group(1) != null) {
                result.append("$$");
            } else {
                String name = variable.group(2) != null ? variable.group(2) : variable.group(3);
                String otherwise = variable.group(4) == null ? "" : variable.group(4);
                result.append("${").append(name).append(':').append(literal(otherwise)).append('}');
            }
            end = variable.end();
        }
        return result.append(literal(text.substring(end))).toString();
    }

    /** Whether a command needs a shell. */
    static boolean needsShell(String command) {
        String first = command.strip().split("\\s+", 2)[0];
        return !PLAIN.matcher(command.strip()).matches() || ASSIGNMENT.matcher(first).matches() || BUILT_IN.contains(first);
    }

    /** A name as an id: lower-case letters, digits and dashes, with a letter first. */
    static String id(String name) {
        String id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        return id.isEmpty() ? "process" : id;
    }
}
