package io.quarkiverse.processmanager.runtime.safe;

import java.util.List;
import java.util.Set;

import io.quarkiverse.processmanager.runtime.safe.SecretText.Found;

/** Finds the secret of a user in a URL and in the texts with which drivers of databases connect. Pure functions. */
final class SecretUser {

    /** The longest part of a text that is read again. */
    private static final int LONGEST = 1024;
    private static final Set<String> NO_USERS = Set.of("npm", "mailto", "sip", "acct");
    private static final List<String> ORACLE = List.of("jdbc:oracle:thin:", "jdbc:oracle:oci:", "jdbc:oracle:oci8:");

    private final String text;

    SecretUser(String text) {
        this.text = text;
    }

    /**
     * The user of {@code scheme://user:secret@}; null without one. A secret can contain a slash where no number of a port stands.
     *
     * @param from the place behind the slashes
     */
    Found ofUrl(int from) {
        int end = -1;
        int colon = -1;
        for (int i = from; i < text.length() && i - from < LONGEST; i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || QuotedText.isQuote(c) || c == '<' || c == '>') {
                break;
            }
            if ("/?#".indexOf(c) >= 0 && (colon < 0 || end >= 0 || isPort(colon + 1, i))) {
                break;
            }
            if (c == ':' && colon < 0) {
                colon = i;
            } else if (c == '@') {
                end = i;
            }
        }
        if (end < 0) {
            return null;
        }
        boolean named = colon >= 0 && colon < end;
        return new Found(from, end, text.substring(named ? colon + 1 : from, end), named);
    }

    private boolean isPort(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The user of {@code user:secret@host} without a scheme, as some drivers of databases have it; null without one.
     *
     * @param at the place of the sign
     * @param done the place behind the last secret
     */
    Found before(int at, int done) {
        int border = at;
        int colon = -1;
        int colons = 0;
        while (border > 0 && at - border < LONGEST && isUserPart(text.charAt(border - 1))) {
            border--;
            if (text.charAt(border) == ':') {
                colon = border;
                colons++;
            }
        }
        if (done > border || text.substring(Math.max(border, colon + 1), at).equals(SecretText.MASK)) {
            return null;
        }
        if (colons == 0 && border < at && isOfOracle(border - 1)) {
            return new Found(border, at, text.substring(border, at), true);
        }
        boolean host = at + 1 < text.length() && (Character.isLetterOrDigit(text.charAt(at + 1))
                || "[(".indexOf(text.charAt(at + 1)) >= 0) && !text.startsWith("sha256:", at + 1);
        return colons == 1 && colon > border && colon + 1 < at && host && !NO_USERS.contains(text.substring(border, colon))
                ? new Found(border, at, text.substring(colon + 1, at), true)
                : null;
    }

    /** Whether a slash stands between the user and the secret of {@code jdbc:oracle:thin:user/secret@host}. */
    private boolean isOfOracle(int slash) {
        if (slash < 0 || text.charAt(slash) != '/') {
            return false;
        }
        int user = slash;
        while (user > 0 && slash - user < LONGEST && text.charAt(user - 1) != ':' && isUserPart(text.charAt(user - 1))) {
            user--;
        }
        for (String prefix : ORACLE) {
            if (text.regionMatches(true, user - prefix.length(), prefix, 0, prefix.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUserPart(char c) {
        return !Character.isWhitespace(c) && "/@=,;|&'\"()<>{}[]".indexOf(c) < 0;
    }
}
