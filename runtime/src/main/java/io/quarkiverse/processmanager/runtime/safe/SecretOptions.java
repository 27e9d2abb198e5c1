package io.quarkiverse.processmanager.runtime.safe;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.safe.KnownProgram.Kind;

/**
 * The option whose value is the next word, and the short options of well-known programs, whose names do not tell: {@code -a} of
 * {@code redis-cli} is a password. For the words of one command line, in their order. For one thread.
 */
final class SecretOptions {

    /** What shows that the value of an option is a secret. */
    private enum Reason {
        /** The option of a known program, or another reason than a name. */
        CERTAIN,
        /** The name of the option. */
        NAME,
        /** A user before the secret: {@code --user me:x}, but not {@code --user me}. */
        USER,
        /** The name that a command sets, {@code config set api_token x}. A sentence can have the word "set", too. */
        SET
    }

    /** The options that have a user before the secret, whatever the program is. */
    private static final Set<String> WITH_USER = Set.of("--user", "--proxy-user");
    private static final Pattern CREDENTIALS = Pattern.compile("--(?:\\w+-)?creds");
    private static final String COOKIE = "-b";
    /** The options of curl with {@code file:secret}. Without a secret, their values are files. */
    private static final Set<String> CERTIFICATES = Set.of("-E", "--cert", "--proxy-cert");
    private static final Pattern FILE_AND_SECRET = Pattern.compile("(?:[A-Za-z]:[/\\\\])?+[^:]+:.+", Pattern.DOTALL);
    /** Options of curl without values before one with a value, {@code -su me:x}. */
    private static final Pattern JOINED = Pattern.compile("-[fgiIjJkLNqRsSv#46]+[uUb]");
    /** What follows the name of a setting in a sentence. */
    private static final Set<String> PROSE = Set.of("to", "in", "on", "at", "as", "by", "for", "from", "of", "if", "is", "and",
            "or",
            "with", "before", "after", "instead", "when");

    /** The first word of an option that has no value: {@code --no-password}. */
    private static final Set<String> NEGATIONS = Set.of("no", "without", "disable", "skip");
    private static final String STDIN = "stdin";
    /** The options of the clients of containers whose value can be the name of another program. */
    private static final Set<String> BEFORE_NAMES = Set.of("--name", "--hostname", "--network-alias");
    private static final Pattern PORT = Pattern.compile("[\\d.:-]+:\\d[\\d-]*(?:/(?:tcp|udp|sctp))?");

    /** A longer value is no name of a file or of a user. So a quote that ends far away is read once, too. */
    private static final int LONGEST = 1024;

    private KnownProgram program = KnownProgram.OTHER;
    /** Why the next word is a value that can be a secret; null if it is none. */
    private Reason reason;
    /** Whether the name of the option alone says that its value is a secret. It is asked for each character of the value. */
    private boolean named;
    /** The word before: the option whose value is the next word. */
    private String before = "";
    /**
     * What stands before the secret in the value of the last option, the colon behind a user or the sign behind a cookie; 0 for
     * nothing.
     */
    private char separator;

    /** Whether the next word is a value that can be a secret. */
    boolean expectsValue() {
        return reason != null;
    }

    /** Whether the next word is probably a secret. */
    boolean expectsSecret() {
        return reason == Reason.CERTAIN || reason == Reason.NAME && named;
    }

    /** Whether the word is the value of the secret option before it. */
    boolean isValue(String word) {
        return reason != null && !word.startsWith("-") && !isPort(before, word, 0) && isSecret(word);
    }

    /** Whether the value of the option before it is a secret. */
    boolean isSecret(String value) {
        if (reason == null) {
            return false;
        }
        return value.length() > LONGEST || switch (reason) {
            case CERTAIN -> isSecretOf(before, value);
            case NAME -> SecretName.isSecret(before, value);
            case USER -> hasSecretOfUser(value);
            case SET -> SecretName.isSecret(before, value) && value.chars().anyMatch(Character::isLetterOrDigit)
                    && !PROSE.contains(value.toLowerCase(Locale.ROOT));
        };
    }

    /** The next word is a secret for another reason. */
    void expectValue() {
        reason = Reason.CERTAIN;
    }

    /** The secret in the value of the last option: {@code hunter2} of {@code me:hunter2} behind {@code --user}. */
    String secretOf(String value) {
        return separator == 0 ? value : value.substring(value.indexOf(separator) + 1);
    }

    /** Begins another command. */
    void reset() {
        program = KnownProgram.OTHER;
        reason = null;
        before = "";
    }

    /**
     * Takes the next word. Returns where a secret begins that is attached to an option, {@code -pSECRET}; -1 without one.
     */
    int next(String word) {
        String last = before;
        boolean set = before.equalsIgnoreCase("set") || before.endsWith(":set");
        boolean name = program.is(Kind.CONTAINERS) && BEFORE_NAMES.contains(before);
        before = word;
        reason = null;
        separator = 0;
        if (!word.startsWith("-")) {
            reason = set && word.indexOf('=') < 0 && SecretName.isCertain(word) ? Reason.SET : null;
            Optional<KnownProgram> known = name ? Optional.empty() : KnownProgram.of(word, last);
            program = known.orElse(program);
            return known.isEmpty() && program.is(Kind.ORACLE) ? behindUser(word) : -1;
        }
        int sign = word.indexOf('=');
        if (sign > 0 && isAttached(word.substring(0, sign), word, sign + 1)) {
            return sign + 1;
        }
        boolean plain = sign < 0 && word.chars().noneMatch(Character::isWhitespace);
        Reason known = plain ? knownReason(word) : null;
        reason = known == null && plain && SecretName.mentionsSecret(word) && !isSwitch(word) ? Reason.NAME : known;
        if (reason == Reason.NAME) {
            named = SecretName.namesSecret(word);
            separator = CREDENTIALS.matcher(word).matches() ? ':' : word.equals("--cookie") ? '=' : 0;
        }
        // "-psecret" of mysql has no name, but "-api-key" of "http" has one, which takes no attached value, and "-password" is one.
        boolean attached = known == null && word.length() > 2 && word.charAt(1) != '-' && !program.is(Kind.SEPARATE)
                && (reason == null || word.charAt(1) != 'a' && !SecretWords.isCertain(word.substring(1)))
                && isAttached(word.substring(0, 2), word, 2);
        reason = attached ? null : reason;
        return attached ? 2 : -1;
    }

    /** Whether an option with the word for a secret has no value, as {@code --no-password} and {@code --password-stdin}. */
    private static boolean isSwitch(String option) {
        List<String> words = SecretWords.of(option);
        return NEGATIONS.contains(words.get(0).toLowerCase(Locale.ROOT))
                || words.get(words.size() - 1).equalsIgnoreCase(STDIN);
    }

    /** Why the value of an option is a secret, apart from its name; null without a reason. */
    private Reason knownReason(String option) {
        boolean joined = program.is(Kind.CURL) && JOINED.matcher(option).matches();
        String last = joined ? "-" + option.charAt(option.length() - 1) : option;
        if (program.secrets().contains(last)) {
            separator = !program.is(Kind.CURL) ? 0 : last.equals(COOKIE) ? '=' : ':';
            before = last;
            return Reason.CERTAIN;
        }
        boolean user = WITH_USER.contains(option) && !program.is(Kind.CONTAINERS);
        separator = user ? ':' : 0;
        return user ? Reason.USER : null;
    }

    private boolean isAttached(String option, String word, int from) {
        Reason known = knownReason(option);
        return known != null && !isPort(option, word, from)
                && (known == Reason.USER ? hasSecretOfUser(word.substring(from)) : isSecretOf(option, word.substring(from)));
    }

    /** Without the sign of an assignment or of a secret, the value behind these options of curl is a file. */
    private boolean isSecretOf(String option, String value) {
        if (!program.is(Kind.CURL)) {
            return true;
        }
        return CERTIFICATES.contains(option) ? FILE_AND_SECRET.matcher(value).matches()
                : !option.equals(COOKIE) || value.indexOf('=') >= 0;
    }

    /** A number behind the user is a group, and a reference is not the secret itself. */
    private static boolean hasSecretOfUser(String value) {
        int colon = value.indexOf(':');
        return colon > 0 && !value.startsWith("$", colon + 1)
                && value.chars().skip(colon + 1L).anyMatch(c -> c < '0' || c > '9');
    }

    /** The place behind the last character of an attached secret. */
    int attachedEnd(String word) {
        int database = program.is(Kind.ORACLE) ? word.lastIndexOf('@') : -1;
        return database < 0 ? word.length() : database;
    }

    /** Where the secret of {@code user/secret@database} begins; -1 without one. */
    private static int behindUser(String word) {
        int slash = word.indexOf('/');
        int database = word.lastIndexOf('@');
        boolean isUser = slash > 0 && slash + 1 < (database < 0 ? word.length() : database)
                && (database > 0 || word.indexOf('/', slash + 1) < 0);
        return isUser && !word.startsWith(SecretText.MASK, slash + 1) ? slash + 1 : -1;
    }

    /** Whether a value is that of {@code docker run --name mysql -p 3306:3306}. */
    private static boolean isPort(String option, String word, int from) {
        return option.equals("-p") && PORT.matcher(word).region(from, word.length()).matches();
    }
}
