package io.quarkiverse.processmanager.runtime.safe;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides whether a value is no secret although its name has the word for one: {@code --token-file=/run/token} names a file, and
 * {@code TOKEN_TTL=5m} is a time. Both the end of the name and the form of the value must say so. Pure functions.
 */
final class HarmlessValue {

    private static final Set<String> FLAGS = Set.of("true", "false", "null", "undefined");
    private static final Set<String> AUTH = Set.of("auth");
    private static final Set<String> KEY = Set.of("key");
    /** What stands behind the word {@code auth} alone. Behind the name of a scheme of HTTP, the secret itself can follow. */
    private static final Set<String> METHODS = Set.of("trust", "peer", "ident", "md5", "scram-sha-256", "plain", "ldap",
            "kerberos", "oauth2", "oidc", "none");
    /** The keys of data: {@code routing-key=orders}. */
    private static final Set<String> OF_DATA = Set.of("routing", "binding", "partition", "primary", "foreign", "sort", "cache",
            "message", "record");
    /** A short number, or the columns of {@code sort --key 2,2}. */
    private static final Pattern COLUMNS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3})?[bdfghinrMRV]{0,3}"
            + "(?:,\\d{1,3}(?:\\.\\d{1,3})?[bdfghinrMRV]{0,3})?");

    /** The names under which the file of a key is usual, {@code --tls-key}. */
    private static final List<String> KEYS = List.of("key", "keys", "keystore", "truststore");
    private static final Pattern KEY_FILE = Pattern.compile("(?:file:|classpath:)?(?:[A-Za-z]:)?[\\w.~/\\\\-]+"
            + "\\.(?:pem|key|der|p12|pfx|jks|jceks|keystore|truststore|crt|cer|pub|asc|gpg)");
    /** The names of keys that are texts and no files. */
    private static final Pattern NO_FILE = Pattern
            .compile(".*(?:secret|api|access|auth|account|shared|master|license|app)keys?");
    private static final Set<String> PROTOCOLS = Set.of("tls", "ssl", "ssh");
    /** The file of the secret that Ethereum clients share, {@code --authrpc.jwtsecret /data/jwt.hex}. */
    private static final String JWT_SECRET = "jwtsecret";
    /** With an extension, because one of 64 secrets in base64 begins with a slash. */
    private static final Pattern JWT_FILE = Pattern.compile("(?:~|\\.{1,2}|[A-Za-z]:)?[/\\\\][\\w./\\\\-]*\\w\\.[a-z]{2,5}");
    private static final Pattern PATH = Pattern.compile("(?:~|\\.{1,2}|[A-Za-z]:)?[/\\\\][\\w./\\\\-]+");

    /** What a name permits or chooses by a switch, {@code ALLOW_EMPTY_PASSWORD=yes} and {@code MYSQL_RANDOM_ROOT_PASSWORD=1}. */
    private static final Set<String> SWITCHED = Set.of("allow", "random");
    /** The sign of a message, {@code unexpected token: '}'}, or the dash for the standard input. */
    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]{1,2}");

    /** A longer value is no path and no word. */
    private static final int LONGEST = 1024;

    private HarmlessValue() {
    }

    /** Whether the end of the name of a secret says that the value is something else. */
    static boolean isNamedBy(String name) {
        return HarmlessEnd.of(name) != null;
    }

    /** Whether a value is none although its name has the word for a secret. */
    static boolean is(String name, String value) {
        if (value.length() > LONGEST) {
            return false;
        }
        HarmlessEnd end = HarmlessEnd.of(name);
        return FLAGS.contains(value) || end != null && end.permits(value) || SIGNS.matcher(value).matches()
                || HarmlessEnd.SWITCH.permits(value) && isSwitched(name) || isKeyFile(name, value)
                || !SecretName.isCertain(name) && (isKeyOfData(name, value) || isMethod(name, value));
    }

    private static boolean isKeyOfData(String name, String value) {
        List<String> words = SecretWords.of(name);
        if (!isOneOf(KEY, words.get(words.size() - 1))) {
            return false;
        }
        return words.size() == 1 ? COLUMNS.matcher(value).matches()
                : isOneOf(OF_DATA, words.get(words.size() - 2)) && !RandomLook.isInName(value, 1);
    }

    private static boolean isMethod(String name, String value) {
        return METHODS.contains(value.toLowerCase(Locale.ROOT))
                && SecretWords.of(name).stream().anyMatch(word -> isOneOf(AUTH, word));
    }

    private static boolean isSwitched(String name) {
        return SecretWords.of(name).stream().anyMatch(word -> isOneOf(SWITCHED, word));
    }

    private static boolean isKeyFile(String name, String value) {
        List<String> words = SecretWords.of(name);
        String end = String.join("", words.subList(Math.max(0, words.size() - 2), words.size())).toLowerCase(Locale.ROOT);
        boolean key = KEYS.stream().anyMatch(end::endsWith) && !NO_FILE.matcher(end).matches()
                && (KEY_FILE.matcher(value).matches()
                        || words.stream().anyMatch(word -> isOneOf(PROTOCOLS, word)) && PATH.matcher(value).matches());
        return (key || end.endsWith(JWT_SECRET) && JWT_FILE.matcher(value).matches()) && !RandomLook.isInPlace(value);
    }

    /** A system property, -Dssl.key=x, begins with the letter D. */
    private static boolean isOneOf(Set<String> words, String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return words.contains(lower) || word.startsWith("D") && words.contains(lower.substring(1));
    }
}
