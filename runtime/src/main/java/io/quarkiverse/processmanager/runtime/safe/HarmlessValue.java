package io.quarkiverse.processmanager.runtime.safe;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides whether a value is no secret although its name has the word for one: {@code --token-file=/run/token} names a file, and
 * {@code TOKEN_TTL=5m} is a time. The end of the name says what the value is. An end after which the secret itself can stand is not
 * among them: {@code -user}, {@code -id}, {@code -header}, {@code -prefix}, {@code -hash} and {@code -value}, for example. A value that
 * looks like chance is a secret under each name. Pure functions.
 */
final class HarmlessValue {

    private static final Set<String> PLACES = Set.of("file", "files", "filename", "path", "paths", "dir", "dirs", "directory",
            "folder", "location", "jar", "sock", "socket", "url", "urls", "uri", "uris", "endpoint", "host", "hosts",
            "hostname",
            "domain", "port");
    private static final Set<String> TIMES = Set.of("ttl", "timeout", "expiry", "expiration", "expires", "lifetime", "lifespan",
            "validity", "duration", "interval", "period", "age", "delay", "time", "days", "hours", "minutes", "seconds", "sec",
            "secs", "millis", "ms");
    private static final Set<String> NUMBERS = Set.of("length", "size", "bits", "count", "limit", "max", "min", "rounds",
            "iterations", "attempts", "retries", "version");
    private static final Set<String> KINDS = Set.of("mode", "type", "kind", "method", "methods", "algorithm", "algorithms",
            "alg",
            "format", "scheme", "provider", "strategy", "policy", "encoding", "issuer", "audience", "realm", "scope", "scopes");
    private static final Set<String> NAMES = Set.of("name", "names", "alias");
    private static final Set<String> SWITCHES = Set.of("enabled", "disabled", "required");
    private static final List<Set<String>> ENDS = List.of(PLACES, TIMES, NUMBERS, KINDS, NAMES, SWITCHES);
    private static final Set<String> FLAGS = Set.of("true", "false");

    /** The names under which the file of a key is usual, {@code --tls-key}. */
    private static final List<String> KEYS = List.of("key", "keys", "keystore", "truststore");
    private static final Pattern KEY_FILE = Pattern.compile("(?:file:|classpath:)?(?:[A-Za-z]:)?[\\w.~/\\\\-]+"
            + "\\.(?:pem|key|der|p12|pfx|jks|jceks|keystore|truststore|crt|cer|pub|asc|gpg)");
    private static final Set<String> PROTOCOLS = Set.of("tls", "ssl", "ssh");
    private static final Pattern PATH = Pattern.compile("(?:~|\\.{1,2}|[A-Za-z]:)?[/\\\\][\\w./\\\\-]+");

    /** A longer value is no path and no word. */
    private static final int LONGEST = 1024;

    private HarmlessValue() {
    }

    /** Whether the end of the name of a secret says that the value is something else. */
    static boolean isNamedBy(String name) {
        List<String> words = SecretWords.of(name);
        if (words.isEmpty()) {
            return false;
        }
        String last = words.get(words.size() - 1).toLowerCase(Locale.ROOT);
        boolean expiresIn = last.equals("in") && words.size() > 1
                && words.get(words.size() - 2).toLowerCase(Locale.ROOT).startsWith("expire");
        return expiresIn || ENDS.stream().anyMatch(ends -> ends.contains(last) || isGlued(last, ends));
    }

    /** Whether the word for a secret and an end are one word, as in {@code passwordfile}. */
    private static boolean isGlued(String word, Set<String> ends) {
        for (String end : ends) {
            if (word.endsWith(end) && SecretWords.endsInCertain(word.substring(0, word.length() - end.length()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a value is none although its name has the word for a secret. */
    static boolean is(String name, String value) {
        if (value.length() > LONGEST) {
            return false;
        }
        return FLAGS.contains(value) || isNamedBy(name) && !canBeSecret(value) || isKeyFile(name, value);
    }

    /** The parameters of an address can be secrets under names that say nothing. */
    private static boolean canBeSecret(String value) {
        return RandomLook.isIn(value) || value.contains("://") && value.indexOf('?') >= 0;
    }

    private static boolean isKeyFile(String name, String value) {
        List<String> words = SecretWords.of(name);
        String end = String.join("", words.subList(Math.max(0, words.size() - 2), words.size())).toLowerCase(Locale.ROOT);
        return KEYS.stream().anyMatch(end::endsWith) && (KEY_FILE.matcher(value).matches()
                || words.stream().anyMatch(HarmlessValue::isProtocol) && PATH.matcher(value).matches()
                        && !RandomLook.isIn(value));
    }

    /** A system property, -Dssl.key=x, begins with the letter D. */
    private static boolean isProtocol(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return PROTOCOLS.contains(lower) || word.startsWith("D") && PROTOCOLS.contains(lower.substring(1));
    }
}
