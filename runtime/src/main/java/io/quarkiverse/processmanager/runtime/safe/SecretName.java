package io.quarkiverse.processmanager.runtime.safe;

import java.util.Set;

/**
 * Decides by the name of a variable, an option, a header or a parameter whether its value is a secret: {@code API_TOKEN} is the name
 * of a secret, and {@code API_TOKEN_FILE} is that of a file. Pure functions.
 */
public final class SecretName {

    private static final Set<String> DIRECTORIES = Set.of("PWD", "OLDPWD");

    private SecretName() {
    }

    /**
     * Whether a value under this name is probably a secret. {@link #isSecret(String, String)} is more exact where the value is known: the
     * value of {@code --tls-key} can be a file.
     */
    public static boolean isSecret(String name) {
        return mentionsSecret(name) && !HarmlessValue.isNamedBy(name);
    }

    /** Whether the value under this name is probably a secret. */
    public static boolean isSecret(String name, String value) {
        return mentionsSecret(name) && !HarmlessValue.is(name, value);
    }

    /** Whether the name has the word for a secret, as {@code TOKEN} and {@code TOKEN_FILE} have. */
    public static boolean mentionsSecret(String name) {
        return !DIRECTORIES.contains(name) && (isCertain(name) || SecretWords.hasWord(name));
    }

    /** Whether the name contains a word such as {@code password}, which means nothing else. */
    public static boolean isCertain(String name) {
        return SecretWords.hasCertain(name);
    }
}
