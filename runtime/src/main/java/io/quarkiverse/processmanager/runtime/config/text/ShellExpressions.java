package io.quarkiverse.processmanager.runtime.config.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.runtime.definition.Secrets;

/**
 * Finds text in the raw value of a property, before its expansion, that means something in a shell or in a Compose file and
 * something else here: {@code ${PORT:-3000}} has the default {@code -3000}, because the separator is the colon alone.
 */
public final class ShellExpressions {

    /** What reads the text of a setting in the end. */
    public enum Reader {
        /** A shell. */
        SHELL,
        /** The rules for a command line, see {@link ShellHabits}. */
        LINE,
        /** A program, as one of its arguments. */
        ARGUMENT,
        /** A program, as a variable of its environment. */
        VARIABLE,
        /** The engine, as the path of a file or a directory. */
        PATH,
        /** The engine, as an address. */
        ADDRESS,
        /** The engine, as something else. */
        OTHER
    }

    private static final String OPERATORS = "-=+?";
    private static final Pattern SHELL_VARIABLE = Pattern.compile("\\$([A-Z_][A-Z0-9_]*)");
    private static final Pattern OPERATOR_IN_NAME = Pattern.compile("\\$\\{([A-Z_][A-Z0-9_]*)([-=+?%#/^,])(.*)}");
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\([^)]*\\)|(?<!\\S)`[^`]+`(?!\\S)");
    private static final Pattern USER_OF_URL = Pattern.compile("[^\\s/?#]*@");

    private final String raw;
    private final Reader reader;
    private final boolean secret;
    private final Findings findings;
    /** The text without its expressions and its escaped dollars, which stay as a NUL. */
    private final StringBuilder plain = new StringBuilder();

    private ShellExpressions(String raw, Reader reader, boolean secret, Findings findings) {
        this.raw = raw;
        this.reader = reader;
        this.secret = secret;
        this.findings = findings;
    }

    /**
     * Checks a raw value.
     *
     * @param secret whether the value can be a secret, so that no part of it may be shown
     */
    public static void check(String raw, Reader reader, boolean secret, Findings findings) {
        ShellExpressions expressions = new ShellExpressions(raw, reader, secret, findings);
        expressions.scan(0, raw.length());
        expressions.checkPlain();
    }

    /** The end of a message about a reference without a value that has an operator of a shell in its name. */
    public static String hint(String reference) {
        Matcher matcher = OPERATOR_IN_NAME.matcher(reference);
        if (!matcher.matches()) {
            return "";
        }
        String name = matcher.group(1);
        return "-=".contains(matcher.group(2)) ? "; a default follows a colon: ${" + name + ":" + matcher.group(3) + "}"
                : "; only a shell has the operator '" + matcher.group(2) + "'";
    }

    /** The reference, without the text behind an operator of a shell if the name or the setting says that it is a secret. */
    public static String masked(String reference, String setting) {
        Matcher matcher = OPERATOR_IN_NAME.matcher(reference);
        boolean secret = matcher.matches() && (Secrets.mentionsSecret(matcher.group(1)) || Secrets.mentionsSecret(setting));
        return secret ? "${" + matcher.group(1) + matcher.group(2) + Secrets.MASK + "}" : reference;
    }

    /** Checks the expressions of a raw value only. */
    public static void checkExpressions(String raw, boolean secret, Findings findings) {
        new ShellExpressions(raw, Reader.OTHER, secret, findings).scan(0, raw.length());
    }

    private void scan(int start, int end) {
        int i = start;
        while (i < end) {
            char next = i + 1 < end ? raw.charAt(i + 1) : '\0';
            if (raw.charAt(i) == '\\' && next == '$') {
                plain.append('\0');
                i += 2;
            } else if (raw.charAt(i) == '$' && next == '$') {
                i = escapedDollars(i, end);
            } else if (raw.charAt(i) == '$' && next == '{') {
                i = expression(i, end);
            } else {
                plain.append(raw.charAt(i));
                i++;
            }
        }
    }

    /** {@code $$} is one dollar. It is meant as {@code $$$$} and, except in a secret, before a name, a digit and a bracket. */
    private int escapedDollars(int start, int end) {
        int after = start;
        while (after + 1 < end && raw.charAt(after) == '$' && raw.charAt(after + 1) == '$') {
            after += 2;
        }
        char next = after < end ? raw.charAt(after) : '\0';
        boolean name = Character.isLetterOrDigit(next) || next == '_' || next == '(';
        boolean meant = after - start > 2 || next == '{' || name && !secret;
        if (!meant) {
            findings.warning("has '$$', which becomes one '$'; write '$$$$' for "
                    + (reader == Reader.SHELL ? "the process id of the shell" : "two") + ", or '$' for one");
        }
        plain.append('\0');
        return after;
    }

    private int expression(int start, int end) {
        int closing = closing(start, end);
        if (closing < 0) {
            findings.error("has '${' without '}'; close it, or write '$${' for the text itself");
            plain.append('\0');
            return start + 2;
        }
        String content = raw.substring(start + 2, closing);
        int colon = content.indexOf(':');
        if (colon >= 0 && colon + 1 < content.length() && OPERATORS.indexOf(content.charAt(colon + 1)) >= 0
                && content.substring(0, colon).indexOf('$') < 0) {
            operator(content.substring(0, colon), content.charAt(colon + 1), content.substring(colon + 2),
                    secret || isPlaceOfSecret(raw.substring(0, start), raw.substring(closing + 1)));
        }
        plain.append('\0');
        int length = plain.length();
        scan(start + 2, closing);
        plain.setLength(length);
        return closing + 1;
    }

    /** Whether the text around an expression says that its value is a secret. */
    private boolean isPlaceOfSecret(String before, String after) {
        Secrets secrets = Secrets.ofTexts();
        String plainBefore = before.replaceAll("['\"]", "");
        List<String> elements = List.of((plainBefore + "x").split(reader == Reader.ARGUMENT ? "," : "\0"));
        return secrets.mask(elements).get(elements.size() - 1).endsWith(Secrets.MASK)
                || USER_OF_URL.matcher(after).lookingAt() && secrets.mask(plainBefore + "x@").endsWith(Secrets.MASK + "@");
    }

    private void operator(String name, char operator, String word, boolean hidden) {
        String shown = (hidden || Secrets.isSecret(name, word)) && !word.isEmpty() ? Secrets.MASK
                : Secrets.ofTexts().mask(word);
        String foreign = "${" + name + ":" + operator + shown + "}";
        String better = switch (operator) {
            case '-', '=' -> "write ${" + name + ":" + shown + "}";
            case '?' -> "write ${" + name + "}, which is refused without a value";
            default -> "no expression has an alternative value";
        };
        String toShell = reader == Reader.SHELL ? ", or $" + foreign + " for the shell" : "";
        String message = "has '" + foreign + "', whose default is '" + operator + shown + "', because ':' alone separates it; "
                + better + toShell + ", or ${" + name + ":${:}" + operator + shown + "} if the '" + operator + "' is meant";
        if (MeantText.isDefault(operator, word)) {
            findings.warning(message);
        } else {
            findings.error(message);
        }
    }

    /** The closing brace of the expression that begins at a position, after the expressions inside; -1 if there is none. */
    private int closing(int start, int end) {
        int depth = 1;
        for (int i = start + 2; i < end; i++) {
            if (raw.startsWith("${", i)) {
                depth++;
                i++;
            } else if (raw.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private void checkPlain() {
        if (reader == Reader.SHELL || reader == Reader.LINE || reader == Reader.OTHER || secret) {
            return;
        }
        List<String> elements = Stream.of(plain.toString().split(reader == Reader.VARIABLE ? "\0\0" : ",")).map(String::strip)
                .toList();
        List<String> shown = Secrets.ofTexts().mask(elements);
        for (int i = 0; i < elements.size(); i++) {
            checkElement(elements.get(i), shown.get(i));
        }
    }

    private void checkElement(String text, String shown) {
        Matcher variable = SHELL_VARIABLE.matcher(text);
        if (!shown.equals(text) && !MeantText.isReferenceToSecret(text)) {
            if (variable.find() && !MeantText.isHash(text)) {
                report(false, "has '" + shown.replace("\0", "...")
                        + "', in which '$' begins a variable in a shell; write '$$' if it is meant");
            }
            return;
        }
        if (variable.find() && !MeantText.isHash(text)) {
            String name = variable.group(1);
            boolean certain = reader == Reader.PATH || reader == Reader.ADDRESS || variable.group().equals(text);
            report(certain, "has '$" + name + "', which no shell replaces here; write ${" + name + "}, or $$" + name
                    + " for the text itself");
        }
        Matcher substitution = SUBSTITUTION.matcher(text);
        if (reader != Reader.ADDRESS && substitution.find()) {
            report(false, "has '" + Secrets.ofTexts().mask(substitution.group()) + "', which no shell replaces here");
        }
        if (text.equals("~") || text.startsWith("~/")) {
            report(reader == Reader.PATH, "begins with '~', which only a shell replaces; write ${user.home}"
                    + text.substring(1));
        }
    }

    private void report(boolean certain, String message) {
        if (certain && reader != Reader.VARIABLE) {
            findings.error(message);
        } else {
            findings.warning(message);
        }
    }
}
