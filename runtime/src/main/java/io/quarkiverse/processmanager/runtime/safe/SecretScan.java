package io.quarkiverse.processmanager.runtime.safe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.safe.SecretText.Found;

/**
 * The search of one text for secrets, from its beginning to its end. A name is read once backwards from its sign, a value once
 * forwards, and everything else has a bounded length. For one thread.
 */
final class SecretScan {

    /** What stands before a secret in a statement of SQL, up to its quote. */
    private static final Pattern STATEMENT = Pattern.compile(
            "(?i)(?:password(?: for [^\\s=]{1,80} =)?|identified(?: with \\S{1,40})? (?:by|as))(?: | ?\\()(?=['\"])");

    private final String text;
    private final QuotedText quotes;
    private final SecretScheme schemes;
    private final SecretAssignment assignments;
    private final SecretHeader headers;
    private final SecretElement elements;
    private final SecretUser users;
    private final SecretPath paths;
    private final SecretNames names;
    private final SecretOptions options = new SecretOptions();
    private final List<Found> found = new ArrayList<>();
    private int at;

    /** @param said the name that the line before has for a value in this text; empty without one */
    SecretScan(String text, String said) {
        this.text = text;
        this.quotes = new QuotedText(text);
        this.names = new SecretNames(text, quotes, said);
        this.schemes = new SecretScheme(text, quotes);
        this.assignments = new SecretAssignment(text, quotes, names, schemes);
        this.headers = new SecretHeader(text, quotes, names);
        this.elements = new SecretElement(text, names);
        this.users = new SecretUser(text);
        this.paths = new SecretPath(text);
    }

    /** The name that a value in the next line has, once this text is read; empty without one. */
    String said() {
        return names.said();
    }

    List<Found> all() {
        boolean wordBegins = true;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (nameBegins(c) && (form() || scheme() || statement()) || add(paths.at(at))) {
                wordBegins = false;
                continue;
            }
            if (wordBegins && !Characters.isBorder(c)) {
                wordBegins = false;
                if (quotedValue() || word()) {
                    continue;
                }
            }
            if (QuotedText.isQuote(c) && quotedValue()) {
                continue;
            }
            wordBegins = Characters.isBorder(c);
            if (Characters.isBetweenCommands(c)) {
                options.reset();
            }
            sign(c);
        }
        return found;
    }

    /** Reads what a sign says about the text around it, and goes on behind the sign or behind the secret. */
    private void sign(char c) {
        int sign = at++;
        if (c == '=') {
            add(assignments.at(sign));
        } else if (c == ':') {
            colon(sign);
        } else if (c == '>') {
            add(elements.at(sign));
        } else if (c == '@') {
            add(users.before(sign, found.isEmpty() ? 0 : found.get(found.size() - 1).to()));
        } else if (c == '%' && text.regionMatches(true, sign, SecretAssignment.ENCODED, 0, SecretAssignment.ENCODED.length())) {
            at = sign + SecretAssignment.ENCODED.length();
            add(assignments.encodedAt(sign));
        }
    }

    /** {@code scheme://user:secret@}, or {@code Name: value}. */
    private void colon(int sign) {
        if (!text.startsWith(":/", sign)) {
            add(headers.at(sign));
            return;
        }
        // A path with the URL as its name has one slash.
        at = sign + (text.startsWith("://", sign) ? 3 : 2);
        if (sign > 0 && Characters.isNamePart(text.charAt(sign - 1))) {
            paths.begin(sign, at);
            add(users.ofUrl(at));
        }
    }

    private boolean nameBegins(char c) {
        return Characters.isNamePart(c) && (at == 0 || !Characters.isNamePart(text.charAt(at - 1)));
    }

    /** A token or a private key whose form shows what it is. Goes on behind it and returns true if so. */
    private boolean form() {
        int token = SecretForm.tokenEnd(text, at);
        int key = token < 0 ? SecretForm.keyBegin(text, at) : -1;
        if (token < 0 && key < 0) {
            return false;
        }
        int from = token < 0 ? key : at;
        int to = token < 0 ? SecretForm.keyEnd(text, key) : token;
        options.next("");
        add(from, to, text.substring(from, to));
        return true;
    }

    /** {@code PASSWORD 'x'} and {@code IDENTIFIED BY 'x'} of SQL. Goes on behind it and returns true if so. */
    private boolean statement() {
        if ("pPiI".indexOf(text.charAt(at)) < 0) {
            return false;
        }
        Matcher statement = STATEMENT.matcher(text).region(at, text.length());
        return statement.lookingAt() && add(quotes.value(statement.end(), true));
    }

    /** {@code Bearer <token>}. Goes on behind it and returns true if so. */
    private boolean scheme() {
        SecretScheme.Credentials credentials = schemes.at(at, options.expectsSecret());
        if (credentials == null) {
            return false;
        }
        options.next("");
        add(credentials.from(), credentials.to(), text.substring(credentials.from(), credentials.to()));
        return true;
    }

    /** A word that is the value of an option, or an option with its value. Goes on behind it and returns true if so. */
    private boolean word() {
        int end = at;
        while (end < text.length() && !Characters.isBorder(text.charAt(end))) {
            end++;
        }
        String word = text.substring(at, end);
        if (options.isValue(word)) {
            String secret = options.secretOf(word);
            options.next(word);
            add(at, end, secret);
            return true;
        }
        int argument = argument(word);
        String option = word.substring(argument);
        int attached = options.next(option);
        if (attached > 0) {
            int secretEnd = options.attachedEnd(option);
            add(at + argument + attached, at + argument + secretEnd, options.secretOf(option.substring(attached, secretEnd)));
            return true;
        }
        return false;
    }

    /** Where the first option in the value of a variable begins, {@code REDIS_ARGS=--requirepass}; 0 without one. */
    private static int argument(String word) {
        int sign = word.indexOf("=-");
        for (int i = 0; i < sign; i++) {
            if (!Characters.isNamePart(word.charAt(i)) && word.charAt(i) != '=') {
                return 0;
            }
        }
        return sign < 0 || SecretName.mentionsSecret(word.substring(0, sign)) ? 0 : sign + 1;
    }

    /** A quote with the value of an option. Goes on behind it and returns true if it is a secret. */
    private boolean quotedValue() {
        if (!options.expectsValue()) {
            return false;
        }
        Found value = QuotedText.isQuote(text.charAt(at)) ? quotes.value(at, true) : quotes.signed(at, true);
        if (value == null || !options.isSecret(value.value())) {
            return false;
        }
        options.next("");
        return add(value);
    }

    private boolean add(Found one) {
        if (one != null) {
            at = Math.max(one.to(), at);
            if (one.from() < one.to()) {
                found.add(one);
            }
        }
        return one != null;
    }

    private void add(int from, int to, String value) {
        add(new Found(from, to, value, true));
    }
}
