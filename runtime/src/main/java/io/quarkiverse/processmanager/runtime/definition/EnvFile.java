package io.quarkiverse.processmanager.runtime.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Parses the text of a {@code .env} file: {@code NAME=value} lines, blank lines and comments, with an optional leading
 * {@code export}. A value in single quotes is literal. In double quotes, {@code \n \r \t \" \\ \$} are escapes. A value in
 * quotes may continue over several lines. A value without quotes ends at a {@code #} after a blank, or at the end of its line.
 * The parser expands no variables. No library is used, because a message must name a line by its number and must not quote it.
 */
final class EnvFile {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Pattern EXPORT = Pattern.compile("^export[ \t]+");
    private static final Pattern REFERENCE = Pattern
            .compile(
                    "(?m)^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*=(?![ \t]*')[^#\n]*?(?<!\\\\)\\$\\{?[A-Z_][A-Z0-9_]*");
    private static final Pattern COMMENT = Pattern.compile("(^|[ \t])#.*");

    private final String text;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private int position;
    private int lineNumber = 1;

    private EnvFile(String text) {
        this.text = text;
    }

    /**
     * The variables of the text, in the order of their lines. The last line for a name counts.
     *
     * @throws IllegalArgumentException if a line is invalid. The message names the line by its number and does not quote it,
     *         because a line can contain a secret
     */
    static Map<String, String> parse(String text) {
        EnvFile file = new EnvFile(withoutByteOrderMark(text).replace("\r\n", "\n"));
        while (file.position < file.text.length()) {
            file.line();
        }
        return file.variables;
    }

    /**
     * The names of the variables whose value seems to refer to another variable, as {@code ${HOME}} does. Docker Compose and
     * some libraries expand such a value. A value in single quotes is literal there, too.
     */
    static List<String> namesWithReferences(String text) {
        return REFERENCE.matcher(text).results().map(match -> match.group(1)).distinct().toList();
    }

    private void line() {
        int first = lineNumber;
        int end = endOfLine();
        String line = text.substring(position, end);
        if (line.isBlank() || line.stripLeading().startsWith("#")) {
            moveAfter(end);
            return;
        }
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("line " + first + " is not of the form NAME=value");
        }
        String name = EXPORT.matcher(line.substring(0, equals).strip()).replaceFirst("");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("line " + first + " has an invalid variable name");
        }
        position += equals + 1;
        variables.put(name, value(first, end));
    }

    private String value(int first, int end) {
        while (position < end && isBlank(text.charAt(position))) {
            position++;
        }
        char quote = position < end ? text.charAt(position) : ' ';
        if (quote != '"' && quote != '\'') {
            String value = COMMENT.matcher(text.substring(position, end)).replaceFirst("").strip();
            moveAfter(end);
            return value;
        }
        position++;
        String value = quoted(quote, first);
        int rest = endOfLine();
        String after = text.substring(position, rest).strip();
        if (!after.isEmpty() && !after.startsWith("#")) {
            throw new IllegalArgumentException("line " + lineNumber + " has text after the closing quote");
        }
        moveAfter(rest);
        return value;
    }

    private String quoted(char quote, int first) {
        StringBuilder value = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == quote) {
                return value.toString();
            }
            if (c == '\n') {
                lineNumber++;
            }
            if (c == '\\' && quote == '"' && position < text.length()) {
                value.append(unescaped(text.charAt(position++)));
            } else {
                value.append(c);
            }
        }
        throw new IllegalArgumentException("line " + first + " has a quote that is not closed");
    }

    private String unescaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case '"', '\\', '$' -> String.valueOf(c);
            default -> {
                if (c == '\n') {
                    lineNumber++;
                }
                yield "\\" + c;
            }
        };
    }

    private int endOfLine() {
        int end = text.indexOf('\n', position);
        return end < 0 ? text.length() : end;
    }

    private void moveAfter(int end) {
        position = end + 1;
        lineNumber++;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
