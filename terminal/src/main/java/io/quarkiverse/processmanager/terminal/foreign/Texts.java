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

    /** Expressions of a property that does not exist, with the text between and behind the colon. */
    private static final String BACKSLASH = "${quarkus.process-manager.none:\\}";
    private static final String NOTHING = "${quarkus.process-manager.none:}";

    private Texts() {
    }

    /**
     * A text that the configuration does not expand: two dollars mean one. A backslash before a dollar has the same meaning there,
     * so a dollar after a backslash of the text gets another backslash.
     */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            literal.append(next != '$' ? "" : i > 0 && text.charAt(i - 1) == '\\' ? "\\" : "$").append(next);
        }
        return literal.toString();
    }

    /** A text in which the other tool expands variables: the configuration of the application does the same. */
    static String expanded(String text) {
        Matcher variable = VARIABLE.matcher(text);
        StringBuilder result = new StringBuilder();
        int end = 0;
        while (variable.find()) {
            result.append(literal(text.substring(end, variable.start())));
            if (result.length() > 0 && result.charAt(result.length() - 1) == '\\') {
                result.setLength(result.length() - 1);
                result.append(BACKSLASH);
            }
            if (variable.group(1) != null) {
                result.append("$$");
            } else {
                String name = variable.group(2) != null ? variable.group(2) : variable.group(3);
                String otherwise = variable.group(4) == null ? "" : variable.group(4);
                // Two colons in a row would name a handler of secret keys.
                result.append("${").append(name).append(':').append(otherwise.startsWith(":") ? NOTHING : "")
                        .append(literal(otherwise)).append('}');
            }
            end = variable.end();
        }
        return result.append(literal(text.substring(end))).toString();
    }

    /** A text in which the other tool expands variables, or does not. */
    static String value(String text, boolean expands) {
        return expands ? expanded(text) : literal(text);
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
