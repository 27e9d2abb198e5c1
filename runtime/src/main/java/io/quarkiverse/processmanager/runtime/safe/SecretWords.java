package io.quarkiverse.processmanager.runtime.safe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words that names of secrets have. Pure functions. */
final class SecretWords {

    private static final Set<String> PARTS = Set.of("password", "passwd", "passphrase", "passwort", "secret", "token",
            "credential", "apikey", "privatekey", "accesskey", "authorization", "requirepass", "masterauth", "storepass",
            "keypass", "sshpass", "dbpass", "authkey", "encryptionkey", "signingkey");
    private static final Set<String> WORDS = Set.of("key", "keys", "pass", "pwd", "pw", "auth", "oauth", "bearer", "cookie",
            "cookies", "session", "passin", "passout", "sig", "signature", "cred", "creds");

    private SecretWords() {
    }

    /** Whether a name contains a word such as {@code password}, which means nothing else, also as a part of another word. */
    static boolean hasCertain(String name) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Characters.isLetterOrDigit(c)) {
                letters.append(c);
            }
        }
        String plain = letters.toString().toLowerCase(Locale.ROOT);
        return PARTS.stream().anyMatch(plain::contains);
    }

    /** Whether a word is one that means nothing else. */
    static boolean isCertain(String word) {
        return PARTS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Whether a word in small letters ends in one that means nothing else, or in its plural. */
    static boolean endsInCertain(String word) {
        String one = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
        return PARTS.stream().anyMatch(part -> word.endsWith(part) || one.endsWith(part));
    }

    /** Whether a name has a word such as {@code key}, which is harmless as a part of another word. */
    static boolean hasWord(String name) {
        for (String word : of(name)) {
            String lower = word.toLowerCase(Locale.ROOT);
            // A system property, -Dkey=x, begins with the letter D.
            if (WORDS.contains(lower) || word.startsWith("D") && WORDS.contains(lower.substring(1))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The words of a name. One ends at a character that is neither a letter nor a digit, and where a capital letter follows a small
     * one.
     */
    static List<String> of(String name) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= name.length(); at++) {
            boolean end = at == name.length() || !Characters.isLetterOrDigit(name.charAt(at));
            if (end || at > from && Characters.isCapital(name.charAt(at)) && !Characters.isCapital(name.charAt(at - 1))) {
                if (at > from) {
                    words.add(name.substring(from, at));
                }
                from = end ? at + 1 : at;
            }
        }
        return words;
    }
}
