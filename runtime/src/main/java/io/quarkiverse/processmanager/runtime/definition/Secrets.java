package io.quarkiverse.processmanager.runtime.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks secrets in texts for users: the values of variables, options and headers whose name sounds like a secret, the user in a
 * URL, and the values of such variables everywhere else. In doubt it masks. A secret under another name is not found.
 */
public final class Secrets {

    /** Replaces a secret. */
    public static final String MASK = "***";

    /** Shorter values are part of too many harmless words. */
    private static final int MINIMUM_LENGTH = 4;
    private static final Set<String> PARTS = Set.of("password", "passwd", "passphrase", "passwort", "secret", "token",
            "credential", "apikey", "privatekey", "accesskey", "authorization");
    private static final Set<String> WORDS = Set.of("key", "keys", "pass", "pwd", "pw", "auth", "oauth", "bearer", "cookie",
            "cookies", "session");
    private static final Set<String> DIRECTORIES = Set.of("PWD", "OLDPWD");
    private static final Pattern BORDER = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");

    private static final String NAME = "[A-Za-z_][A-Za-z0-9_.-]*";
    private static final String VALUE = "'[^']*'|\"[^\"]*\"|[^\\s&;,'\"|]+";
    /** {@code name=value}, also in the middle of a script, a list or a URL. */
    private static final Pattern ASSIGNMENT = Pattern.compile("(?<name>" + NAME + ")(?<sign>=)(?<value>" + VALUE + ")");
    /** {@code --name value} in a script. */
    private static final Pattern OPTION = Pattern
            .compile("(?<![A-Za-z0-9_-])(?<name>--?" + NAME + ")(?<sign>\\s+)(?<value>(?!-)(?:" + VALUE + "))");
    /** {@code Name: value} up to the end of the line or the quote. */
    private static final Pattern HEADER = Pattern
            .compile("(?<name>" + NAME + ")(?<sign>\"?'?:\\s*+[\"']?+)(?<value>(?!//)[^\\r\\n'\"]+)");
    private static final Pattern USER_OF_URL = Pattern
            .compile("(?<name>[A-Za-z][A-Za-z0-9+.-]*)(?<sign>://)(?<value>[^\\s/?#]*)@");

    private final List<String> known;

    private Secrets(List<String> known) {
        this.known = known;
    }

    /** The secrets in the environment of a process. */
    public static Secrets of(Map<String, String> environment) {
        List<String> known = new ArrayList<>();
        environment.forEach((name, value) -> {
            if (isSecret(name) && value.length() >= MINIMUM_LENGTH) {
                known.add(value);
            }
        });
        known.sort(Comparator.comparing(String::length).reversed());
        return new Secrets(List.copyOf(known));
    }

    /** Whether the value under this name is probably a secret. */
    public static boolean isSecret(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        if (DIRECTORIES.contains(name)) {
            return false;
        }
        for (String part : PARTS) {
            if (plain.contains(part)) {
                return true;
            }
        }
        for (String word : BORDER.split(name)) {
            // A system property, -Dkey=x, starts with the letter D.
            String lower = word.toLowerCase(Locale.ROOT);
            if (WORDS.contains(lower) || word.startsWith("D") && WORDS.contains(lower.substring(1))) {
                return true;
            }
        }
        return false;
    }

    /** Masks the values of variables. */
    public Map<String, String> mask(Map<String, String> environment) {
        Map<String, String> masked = new TreeMap<>();
        environment.forEach((name, value) -> masked.put(name, isSecret(name) && !value.isEmpty() ? MASK : mask(value)));
        return masked;
    }

    /** Masks the words of a command. */
    public List<String> mask(List<String> words) {
        List<String> masked = new ArrayList<>();
        boolean valueIsNext = false;
        for (String word : words) {
            boolean option = word.startsWith("-");
            masked.add(valueIsNext && !option && !word.isEmpty() ? MASK : mask(word));
            valueIsNext = option && word.indexOf('=') < 0 && word.chars().noneMatch(Character::isWhitespace)
                    && isSecret(word);
        }
        return masked;
    }

    /** Masks the secrets in a text of any kind. */
    public String mask(String text) {
        String masked = text;
        for (String secret : known) {
            masked = masked.replace(secret, MASK);
        }
        // Most texts contain none of the signs, and the result of each health check comes here.
        if (masked.indexOf(':') >= 0) {
            masked = USER_OF_URL.matcher(masked).replaceAll("${name}${sign}" + MASK + "@");
        }
        if (masked.indexOf('=') >= 0) {
            masked = replace(ASSIGNMENT, masked);
        }
        if (masked.indexOf('-') >= 0) {
            masked = replace(OPTION, masked);
        }
        return masked.indexOf(':') < 0 ? masked : replace(HEADER, masked);
    }

    /** A value that is not a secret can contain one, so the search continues right behind its name. */
    private static String replace(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder masked = new StringBuilder();
        int done = 0;
        int from = 0;
        while (matcher.find(from)) {
            from = matcher.end("sign");
            if (isSecret(matcher.group("name"))) {
                masked.append(text, done, from).append(MASK);
                done = matcher.end();
                from = done;
            }
        }
        return masked.append(text, done, text.length()).toString();
    }
}
