package io.quarkiverse.processmanager.runtime.safe;

import java.util.Set;

/**
 * Decides by the name of a variable, an option, a header or a parameter whether its value is a secret: {@code API_TOKEN} is the name
 * of a secret, and {@code API_TOKEN_FILE} is that of a file. Three questions, from the widest to the most exact one: whether the name
 * mentions a secret, whether it names one, and whether the value under it is one. Pure functions.
 */
public final class SecretName {

    private static final Set<String> DIRECTORIES = Set.of("PWD", "OLDPWD");

    private SecretName() {
    }

    /** Whether the name has the word for a secret, as {@code TOKEN} and {@code TOKEN_FILE} have. */
    public static boolean mentionsSecret(String name) {
        return !DIRECTORIES.contains(name) && (isCertain(name) || SecretWords.hasWord(name));
    }

    /** Whether the name has the word for a secret and no end that says that the value is something else, as {@code TOKEN_FILE} has. */
    static boolean namesSecret(String name) {
        return mentionsSecret(name) && !HarmlessValue.isNamedBy(name);
    }

    /** Whether the value under this name is probably a secret. This is the answer to rely on wherever the value is known. */
    public static boolean isSecret(String name, String value) {
        return mentionsSecret(name) && !HarmlessValue.is(name, value);
    }

    /** Whether the name contains a word such as {@code password}, which means nothing else. */
    public static boolean isCertain(String name) {
        return SecretWords.hasCertain(name);
    }
}
