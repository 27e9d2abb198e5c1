package io.quarkiverse.processmanager.runtime.config.text;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.definition.Secrets;

/** Recognizes text that means something in a shell and that is nevertheless meant for the program. */
final class MeantText {

    private static final Pattern JVM_OPTION = Pattern.compile(
            "X(?:int|comp|mixed|rs|[a-zA-Z]+[:\\d$].*)|D[\\w.-]+=.*|javaagent:.*|agent(?:lib|path):.*", Pattern.DOTALL);
    private static final Pattern DATE_OR_NUMBER = Pattern.compile("%.*|\\d{6,}");
    private static final Pattern QUERY = Pattern.compile("[\\w.%-]+=\\S*");
    /** The hash of a password: its method, between dollars, and its parameters. */
    private static final Pattern HASH = Pattern
            .compile("\\$(?:[1-7][abxy]?|g?y|apr1|argon2(?:id?|d)|pbkdf2[a-z0-9-]*|scrypt)\\$");
    private static final Pattern DOMAIN = Pattern.compile(
            "\\*\\.(?:(?!(?:test|spec|d|min|tar|config|module|stories|e2e|bundle)\\.)[a-z0-9-]+(?:\\.[a-z0-9-]+)+"
                    + "|localhost|local|internal|lan|com|org|net|io|dev)");
    private static final Pattern REFERENCE = Pattern.compile("(?:^|=)\\$([A-Z_][A-Z0-9_]*)$");
    private static final Set<String> WEB = Set.of("http", "https");

    private MeantText() {
    }

    /**
     * Whether a default begins with a character that is an operator of a shell, and is the default of no shell:
     * {@code -Xmx1g}, {@code --opt}, {@code ?a=b}.
     *
     * @param operator the first character of the default
     * @param word the rest of the default
     */
    static boolean isDefault(char operator, String word) {
        return switch (operator) {
            case '-' -> word.startsWith("-") || word.contains(" -") || JVM_OPTION.matcher(word).matches();
            case '+' -> DATE_OR_NUMBER.matcher(word).matches();
            case '?' -> QUERY.matcher(word).matches();
            default -> word.startsWith("=") || word.startsWith("~") || word.startsWith(">");
        };
    }

    /** Whether a word has the hash of a password, whose dollars begin no variables. */
    static boolean isHash(String word) {
        return HASH.matcher(word).find();
    }

    /** Whether a word with a star is a regular expression, a list of names with dots, or a domain, and no list of files. */
    static boolean isPattern(String word) {
        return word.contains(".*") || DOMAIN.matcher(word).matches();
    }

    /** Whether the semicolon at the end of a word belongs to it, as that of {@code jdbc:sqlserver://h;encrypt=false;}. */
    static boolean isConnectionString(String word) {
        int scheme = word.indexOf("://");
        boolean url = scheme >= 0 && !WEB.contains(word.substring(0, scheme));
        return url || word.contains("jdbc:") || word.indexOf(';') < word.length() - 1;
    }

    /** Whether a secret word is {@code $DB_PASSWORD} as a whole, a variable with the secret and no part of the secret. */
    static boolean isReferenceToSecret(String word) {
        Matcher reference = REFERENCE.matcher(word);
        return reference.find() && Secrets.mentionsSecret(reference.group(1));
    }
}
