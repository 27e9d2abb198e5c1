package io.quarkiverse.processmanager.runtime.safe;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the last word of a name says about the value, and the form that such a value has: {@code TOKEN_TTL} is a time, and {@code 5m}
 * has the form of one. A value in another form can be the secret itself. A word after which the secret itself usually stands is not
 * among them: {@code -user}, {@code -id}, {@code -header}, {@code -prefix}, {@code -hash} and {@code -value}, for example.
 */
enum HarmlessEnd {

    PLACE(Forms.FILE + "|" + Forms.ADDRESS, "file", "files", "filename", "path", "paths", "dir", "dirs", "directory", "folder",
            "location", "jar", "sock", "socket", "config", "conf"),
    ADDRESS(Forms.ADDRESS + "|/[\\w./~%-]*|" + Forms.HOST + "(?:\\.|:\\d)[\\w.:/-]*", "url", "urls", "uri", "uris", "endpoint"),
    HOST(Forms.ADDRESS + "|" + Forms.HOSTS, "host", "hosts", "hostname", "domain"),
    PORT("\\d{1,5}", "port"),
    TIME(Forms.TIME, "ttl", "timeout", "expiry", "expiration", "expires", "lifetime", "lifespan", "validity", "duration",
            "interval", "period", "age", "delay", "time", "days", "hours", "minutes", "seconds", "sec", "secs", "millis", "ms"),
    NUMBER(Forms.NUMBER + "|" + Forms.TIME, "length", "size", "bits", "count", "limit", "max", "min", "rounds", "iterations",
            "attempts", "retries", "fd"),
    /** A secret is one token or key, and a number of many is how many there are: {@code max_tokens=4096}. */
    COUNT("\\d{1,9}", "tokens", "keys", "cookies"),
    VERSION("(?:TLS|SSL)?v?\\d{1,4}(?:(?:alpha|beta|rc)\\d{1,3})?(?:[._-][a-z0-9]{1,10}){0,4}|latest|current|AWSCURRENT|AWSPREVIOUS",
            "version"),
    KIND(Forms.WORD, "mode", "type", "kind", "method", "algorithm", "alg", "format", "scheme", "strategy", "policy",
            "encoding", "encryption", "mechanism", "class", "serializer", "deserializer", "serde", "converter"),
    KINDS(Forms.WORD + "(?:(?:, ?| )" + Forms.WORD + "){0,40}", "methods", "algorithms", "mechanisms", "scope", "scopes"),
    OWNER(Forms.WORD, "provider", "issuer", "audience", "realm", "source"),
    NAME(Forms.WORD, "name", "names", "alias"),
    SWITCH("(?i)true|false|yes|no|on|off|[01]|always|never|optional|required|enabled|disabled|none", "enabled", "disabled",
            "required");

    private static final int LONGEST_NAME = 256;
    private static final List<HarmlessEnd> ALL = List.of(values());
    /** {@code AD_PASSWORD_DOMAIN} and {@code PASSWORD_NAME} can be the password of the domain or of the name. */
    private static final Set<HarmlessEnd> OF_SOMETHING = Set.of(HOST, OWNER, NAME);
    private static final Pattern PASSWORD = Pattern
            .compile(".*(?:passwords?|passwd|passphrase|passwort|dbpass|sshpass)|pass|pwd|pw");

    /** The beginning of the addresses of Microsoft Entra. */
    private static final Pattern TENANT = Pattern.compile("^https://(?:login\\.microsoftonline\\.com|sts\\.windows\\.net)/"
            + "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?=/|$)");

    private final Pattern form;
    private final List<String> words;

    HarmlessEnd(String form, String... words) {
        this.form = Pattern.compile(form);
        this.words = List.of(words);
    }

    /** The words at the end of a name that say so. */
    List<String> words() {
        return words;
    }

    /** What the end of a name says; null if it says nothing. */
    static HarmlessEnd of(String name) {
        if (name.length() > LONGEST_NAME) {
            return null;
        }
        List<String> all = SecretWords.of(name);
        if (all.isEmpty()) {
            return null;
        }
        String last = all.get(all.size() - 1).toLowerCase(Locale.ROOT);
        String before = all.size() > 1 ? all.get(all.size() - 2).toLowerCase(Locale.ROOT) : "";
        if (last.equals("in") && before.startsWith("expire")) {
            return TIME;
        }
        for (HarmlessEnd end : ALL) {
            String owner = end.words.contains(last) ? before : end.behind(last);
            if (owner != null) {
                boolean password = OF_SOMETHING.contains(end) && PASSWORD.matcher(owner).matches();
                return password || last.equals("time") && before.equals("one") ? null : end;
            }
        }
        return null;
    }

    /** The word for a secret that is one word with an end; null without one. */
    private String behind(String word) {
        for (String end : words) {
            if (word.endsWith(end) && SecretWords.endsInCertain(word.substring(0, word.length() - end.length()))) {
                return word.substring(0, word.length() - end.length());
            }
        }
        return null;
    }

    /** Whether a value has the form that the end announces, and no part of it looks like chance. */
    boolean permits(String value) {
        if (!form.matcher(value).matches()) {
            return false;
        }
        return switch (this) {
            case PLACE, ADDRESS, HOST -> !RandomLook.isInPlace(withoutTenant(value));
            case KIND, KINDS, OWNER -> !RandomLook.isInName(withoutTenant(value), 2);
            case NAME -> !RandomLook.isInName(value, 1);
            default -> true;
        };
    }

    /** The number of a tenant is public, and stands where the address of a webhook has its secret. */
    private static String withoutTenant(String address) {
        return TENANT.matcher(address).replaceFirst("");
    }

    /** Regular expressions, which need no long time for any value. */
    private static final class Forms {

        private static final String IN_PATH = "[\\p{L}\\d_./\\\\ :,+~%*-]*";
        static final String FILE = "\\.{1,2}|~|(?:(?:file|classpath|unix):)?(?:\\$\\{[\\w.]+\\}|~|\\.{1,2}|[A-Za-z]:)?[/\\\\]"
                + IN_PATH
                + "|(?:(?:file|classpath):)?[\\w.-]+[/\\\\][\\w./\\\\-]*|(?:classpath:)?[\\w.-]*\\w\\.[A-Za-z][A-Za-z0-9]{1,9}";
        /** Neither a user nor parameters, which can be secrets under names that say nothing. {@code {tenant}} is no value. */
        static final String ADDRESS = "[A-Za-z][A-Za-z0-9+.:-]{0,40}://(?:[\\w./:,\\[\\]~%+-]++|\\$?\\{[\\w.\"-]{1,100}\\})*+";
        static final String HOST = "[A-Za-z0-9-]{1,63}";
        private static final String HOST_AND_PORT = "[a-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,20}(?::\\d{1,5})?";
        static final String HOSTS = HOST_AND_PORT + "(?:, ?" + HOST_AND_PORT + "){0,20}|\\[?[0-9a-f]{0,4}:[0-9a-f:.]+\\]?|\\*";
        private static final String UNIT = "(?:[smhdwMy]|ns|us|ms|millis|milliseconds?|sec|secs|seconds?|min|mins|minutes?|hours?|days?|"
                + "weeks?|months?|years?)";
        static final String TIME = "-?\\d{1,19}(?:\\.\\d{1,9})?(?: ?" + UNIT + "(?: ?\\d{1,9} ?" + UNIT
                + "){0,5})?|-?P[\\dTYMWDHS.]{2,30}"
                + "|\\d{4}-\\d\\d-\\d\\d(?:[T ][\\d:.]{5,18}(?:Z|[+-]\\d\\d:?\\d\\d)?)?|never|none|session|unlimited|forever";
        static final String NUMBER = "-?\\d{1,19}(?:\\.\\d{1,9})?(?: ?[kKMGT]i?B?)?|unlimited";
        static final String WORD = "[\\w*][\\w./:+*-]{0,200}";
    }
}
