package io.quarkiverse.processmanager.runtime.safe;

import java.util.Locale;
import java.util.Set;

/** Decides by the name of a variable, an option, a header or a parameter whether its value is a secret. Pure functions. */
public final class SecretName {

    private static final Set<String> PARTS = Set.of("password", "passwd", "passphrase", "passwort", "secret", "token",
            "credential", "apikey", "privatekey", "accesskey", "authorization", "requirepass", "masterauth", "storepass",
            "keypass", "sshpass", "dbpass", "authkey", "encryptionkey", "signingkey");
    private static final Set<String> WORDS = Set.of("key", "keys", "pass", "pwd", "pw", "auth", "oauth", "bearer", "cookie",
            "cookies", "session", "passin", "passout", "sig", "signature");
    private static final Set<String> DIRECTORIES = Set.of("PWD", "OLDPWD");

    private SecretName() {
    }

    /** Whether the value under this name is probably a secret. */
    public static boolean isSecret(String name) {
        return !DIRECTORIES.contains(name) && (isCertain(name) || hasSecretWord(name));
    }

    /** Whether the name contains a word such as {@code password}, which means nothing else. */
    public static boolean isCertain(String name) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isLetter(c) || isDigit(c)) {
                letters.append(c);
            }
        }
        String plain = letters.toString().toLowerCase(Locale.ROOT);
        return PARTS.stream().anyMatch(plain::contains);
    }

    /** A word ends at a character that is neither a letter nor a digit, and where a capital letter follows a small one. */
    private static boolean hasSecretWord(String name) {
        int from = 0;
        for (int at = 0; at <= name.length(); at++) {
            boolean end = at == name.length() || !isLetter(name.charAt(at)) && !isDigit(name.charAt(at));
            if (end || at > from && isCapital(name.charAt(at)) && !isCapital(name.charAt(at - 1))) {
                if (isSecretWord(name.substring(from, at))) {
                    return true;
                }
                from = end ? at + 1 : at;
            }
        }
        return false;
    }

    /** A system property, {@code -Dkey=x}, begins with the letter D. */
    private static boolean isSecretWord(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return WORDS.contains(lower) || word.startsWith("D") && WORDS.contains(lower.substring(1));
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || isCapital(c);
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
